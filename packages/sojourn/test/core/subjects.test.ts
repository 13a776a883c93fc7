import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Sessions, type Store } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';
import { slowStore } from './slow-store.ts';

async function begin(sessions: Sessions, count: number): Promise<string[]> {
	const ids: string[] = [];
	for (let begun = 0; begun < count; begun += 1) {
		const session = sessions.open(null);
		await session.identify('ann');
		await sessions.commit(session, new Headers());
		ids.push(session.id ?? '');
	}
	return ids;
}

/** A store that finds a thousand sessions of a subject within the deadline, and answers nobody in time who wants more. */
function storeThatLooksAtEach(): Store {
	const inner = memoryStore();
	return new Proxy(inner, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function') return member;
			if (name !== 'findBySubject') return member.bind(target);
			return async (...[subject, limit, call]: Parameters<Store['findBySubject']>) => {
				const found = (await target.findBySubject(subject, limit, call)).slice(0, limit);
				return found.length > 1000 ? new Promise(() => {}) : found;
			};
		},
	});
}

test('a subject that UTF-8 cannot hold is a TypeError: there it would be the same as another', async () => {
	const sessions = createSessions({ store: memoryStore(), secret });
	const subject = 'bob\ud800';
	const attempts = [
		sessions.open(null).identify(subject),
		sessions.list(subject),
		sessions.revoke('a handle', { subject }),
		sessions.revokeAll(subject),
	];
	for (const attempt of attempts) await assert.rejects(attempt, TypeError);
	await sessions.close();
});

test('whoever has begun more sessions than can be ended within the deadline keeps none of them', async () => {
	const slow = slowStore();
	const sessions = createSessions({ store: slow.store, secret, deadline: 500 });
	await begin(sessions, 30);
	slow.delay = 20;
	assert.equal(await sessions.revokeAll('ann'), 30);
	assert.deepEqual(await sessions.list('ann'), []);
});

test('whoever has begun more sessions than can be found within the deadline keeps none of them but the one excepted', async () => {
	const store = storeThatLooksAtEach();
	const sessions = createSessions({ store, secret, deadline: 100 });
	const ids = await begin(sessions, 1200);
	assert.equal((await sessions.list('ann')).length, 1000);
	const except = ids[700] ?? '';
	assert.equal(await sessions.revokeAll('ann', { except }), 1199);
	const left = await sessions.list('ann');
	assert.deepEqual(
		left.map(({ id }) => id),
		[except],
	);
	await sessions.close();
});

test('one session of a subject is ended however many there are', async () => {
	const sessions = createSessions({ store: storeThatLooksAtEach(), secret, deadline: 100 });
	const ids = await begin(sessions, 1200);
	assert.equal(await sessions.revoke(ids[700] ?? '', { subject: 'ann' }), true);
	assert.equal(await sessions.revoke(ids[700] ?? '', { subject: 'ann' }), false);
	assert.equal(await sessions.revoke(ids[701] ?? '', { subject: 'bob' }), false);
	await sessions.close();
});
