import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { slowStore } from './slow-store.ts';

const secret = 'a secret for tests, long enough to be one';

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
	for (let count = 0; count < 30; count += 1) {
		const session = sessions.open(null);
		await session.identify('ann');
		await sessions.commit(session, new Headers());
	}
	slow.delay = 20;
	assert.equal(await sessions.revokeAll('ann'), 30);
	assert.deepEqual(await sessions.list('ann'), []);
});
