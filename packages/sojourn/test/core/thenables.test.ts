import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { createSessions, type Store } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

const ForeignPromise: PromiseConstructor = runInNewContext('Promise');

/** What can be waited for, and is no promise of this realm. Each does its work a little later. */
const thenables: Readonly<Record<string, <T>(work: () => T) => PromiseLike<T>>> = {
	'objects with a then': (work) => ({
		// biome-ignore lint/suspicious/noThenProperty: it is what clients of databases answer.
		then: (...next) =>
			pause(2)
				.then(work)
				.then(...next),
	}),
	'promises of another realm': (work) => new ForeignPromise<void>((resolve) => setTimeout(resolve, 2)).then(work),
};

for (const [what, later] of Object.entries(thenables)) {
	/** A store in memory whose every call answers later, after `before`. */
	const storeOf = (before: () => void) => {
		const inner = memoryStore();
		const store = new Proxy<Store>(inner, {
			get(target, name) {
				const member: unknown = Reflect.get(target, name);
				if (typeof member !== 'function') return member;
				if (name === 'close') return member.bind(target);
				return (...parameters: unknown[]) =>
					later(() => {
						before();
						return Reflect.apply(member, target, parameters);
					});
			},
		});
		return { store, count: () => inner.count({ now: Date.now(), signal: new AbortController().signal }) };
	};

	test(`a session has been stored once its answer leaves, in a store that answers with ${what}`, async () => {
		const { store, count } = storeOf(() => {});
		const sessions = createSessions({ store, secret });
		const handle = sessions.handle(async (request, session) => {
			if (request.method === 'POST') await session.set('user', 'ann');
			return Response.json(await session.get('user'));
		});
		const url = 'https://sojourn.test/';
		const answer = await handle(new Request(url, { method: 'POST' }));
		assert.equal(await count(), 1);
		const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
		const next = await handle(new Request(url, { headers: { cookie: cookie.join('; ') } }));
		assert.equal(await next.json(), 'ann');
		await sessions.close();
	});

	test(`a store that is down fails the request, if it answers with ${what}`, async () => {
		const { store } = storeOf(() => {
			throw new Error('The store is down.');
		});
		const sessions = createSessions({ store, secret });
		sessions.on('storeError', () => {});
		const session = sessions.open(null);
		await session.set('user', 'ann');
		const headers = new Headers();
		await assert.rejects(sessions.commit(session, headers), { code: 'SOJOURN_STORE_UNAVAILABLE' });
		assert.deepEqual(headers.getSetCookie(), []);
		await sessions.close();
	});

	test(`a schema that answers with ${what} is waited for`, async () => {
		const validate = (value: unknown) => later(() => ({ value: `${value}, seen` })) as Promise<{ value: string }>;
		const user = { '~standard': { version: 1, vendor: 'test', validate } } as const;
		const sessions = createSessions({ store: memoryStore(), secret, schema: { user } });
		const session = sessions.open(null);
		await session.set('user', 'ann');
		assert.equal(await session.get('user'), 'ann, seen');
		await sessions.close();
	});
}
