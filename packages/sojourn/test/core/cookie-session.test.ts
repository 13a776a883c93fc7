import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type UntypedData } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Visitor } from '../guarantees/visitor.ts';

const secret = 'a secret for tests, long enough to be one';

test('a regenerate of what is too large for its cookies leaves the session as it was', async () => {
	const store = cookieStore({ revocations: memoryStore() });
	const sessions = createSessions<UntypedData>({ store, secret });
	sessions.on('failed', () => {});
	const ann = new Visitor(sessions);
	await ann.visit((session) => session.set('user', 1));
	const status = await ann.statusOf(async (session) => {
		await session.set('large', 'x'.repeat(20_000));
		await session.regenerate();
	});
	assert.equal(status, 500);
	assert.equal(await ann.visit((session) => session.get('user')), 1, 'the old cookies still open it');
});
