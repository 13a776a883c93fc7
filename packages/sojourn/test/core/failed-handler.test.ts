import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { createSessions, type Sessions, type SessionsOptions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { type Visit, Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { HookedStore } from './hooked-store.ts';

const stores = {
	'a store that answers at once': memoryStore,
	'a store that answers later': () => new HookedStore(3).store,
};

for (const [name, store] of Object.entries(stores)) {
	const manager = (options: Partial<SessionsOptions<UntypedData>> = {}): Sessions<UntypedData> =>
		createSessions<UntypedData>({ store: store(), secret, ...options });

	const waiting: Record<string, Visit<unknown>> = {
		'the session to be read': (session) => Promise.all([session.set('paid', true), refuse()]),
		'an update': async (session) => {
			await session.load();
			await Promise.all([session.update('basket', () => 'milk'), session.set('paid', true), refuse()]);
		},
		'a flash': async (session) => {
			await session.load();
			await Promise.all([session.get('message'), session.set('paid', true), refuse()]);
		},
	};
	for (const [what, visit] of Object.entries(waiting)) {
		test(`what waits for ${what} when its handler fails is not stored, over ${name}`, async () => {
			const sessions = manager();
			const ann = new Visitor(sessions);
			await ann.visit(async (session) => {
				await session.set('basket', 'tea');
				await session.flash('message', 'hello');
			});
			await fail(sessions, ann, visit);
			assert.equal(await ann.visit((session) => session.get('paid')), null);
			assert.notEqual(await ann.visit((session) => session.get('basket')), null);
		});
	}

	test(`a sign-in that waits when its handler fails is not stored, over ${name}`, async () => {
		const sessions = manager();
		const ann = new Visitor(sessions);
		await ann.visit((session) => session.set('basket', 'tea'));
		await fail(sessions, ann, (session) => Promise.all([session.identify('ann'), session.regenerate(), refuse()]));
		assert.equal(await ann.visit(async (session) => [await session.get('basket'), session.subject].join()), 'tea,');
	});

	test(`a sign-in is not stored by an update before its handler fails, over ${name}`, async () => {
		const sessions = manager();
		const ann = new Visitor(sessions);
		for (const [logins, basket] of [
			[1, null],
			[2, 'tea'],
		]) {
			await fail(sessions, ann, async (session) => {
				await session.set('role', 'admin');
				await session.identify('ann');
				await session.update('logins', (count) => (count ?? 0) + 1);
				await refuse();
			});
			await ann.visit(async (session) => {
				assert.deepEqual(await session.all(), basket === null ? { logins } : { basket, logins });
				assert.equal(session.subject, null);
				await session.set('basket', 'tea');
			});
		}
		assert.deepEqual(await sessions.list('ann'), []);
	});

	test(`a sign-in with an update in it moves all to a new id with the answer, over ${name}`, async () => {
		const sessions = manager();
		const ann = new Visitor(sessions);
		await ann.visit((session) => session.set('basket', 'tea'));
		const before = ann.copy();
		await ann.visit(async (session) => {
			await session.set('role', 'admin');
			await session.identify('ann');
			await session.update('logins', (count) => (count ?? 0) + 1);
			await session.delete('basket');
		});
		assert.deepEqual(await ann.visit((session) => session.all()), { role: 'admin', logins: 1 });
		assert.deepEqual(await before.visit((session) => session.all()), {}, 'the old id is dead');
		assert.equal((await sessions.list('ann')).length, 1);
	});

	test(`a value whose schema is still at it when its handler fails is not stored, over ${name}`, async () => {
		const checked = Promise.withResolvers<boolean>();
		const schema = {
			paid: v.pipeAsync(
				v.boolean(),
				v.checkAsync(() => checked.promise),
			),
			basket: v.string(),
		};
		const sessions = manager({ schema });
		const ann = new Visitor(sessions);
		await ann.visit((session) => session.set('basket', 'tea'));
		let setting: Promise<void> | null = null;
		const session = await fail(sessions, ann, async (failing) => {
			setting = failing.set('paid', true);
			await refuse();
		});
		checked.resolve(true);
		await setting;
		assert.equal(sessions.hasUnsavedChanges(session), false);
	});

	test(`what is set for the answer to a failure is stored, over ${name}`, async () => {
		const sessions = manager();
		const ann = new Visitor(sessions);
		await ann.visit(async (session) => {
			const failing = Promise.all([session.set('paid', true), refuse()]);
			await assert.rejects(failing);
			sessions.discard(session);
			await session.set('message', 'It was refused.');
		});
		assert.deepEqual(await ann.visit((session) => session.all()), { message: 'It was refused.' });
	});
}

async function refuse(): Promise<never> {
	throw new Error('The payment was refused.');
}

/** Lets a visit fail, and commits as an adapter does then. */
async function fail(
	sessions: Sessions<UntypedData>,
	visitor: Visitor,
	visit: Visit<unknown>,
): Promise<ReturnType<typeof sessions.open>> {
	const request = new Request('https://example.test/', { headers: { cookie: visitor.header } });
	const session = sessions.open(request);
	await assert.rejects(visit(session, request), { message: 'The payment was refused.' });
	const answer = new Response('failed', { status: 500 });
	await sessions.commit(session, answer.headers, { discard: true });
	visitor.receive(answer);
	return session;
}
