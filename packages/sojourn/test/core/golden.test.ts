import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Session, type UntypedData } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import golden from '../golden/sessions-format-1.json' with { type: 'json' };

// Sessions that an earlier version stored, whole: cookie, sealing, layout and values together.

const { secret, now, onTheServer, inCookies } = golden;
const clock = (): number => now;

async function assertGolden(session: Session<UntypedData>): Promise<void> {
	assert.deepEqual(await session.get('user'), { id: 1, name: 'Änn' });
	assert.deepEqual(await session.get('since'), new Date(0));
	assert.equal(await session.get('message'), 'Saved.');
	assert.equal(session.subject, 'ann');
	assert.equal(session.createdAt?.getTime(), now);
	assert.equal(session.expiresAt?.getTime(), now + 86_400_000);
}

test('a cookie and a record of format 1 still open', async () => {
	const store = memoryStore({ sealed: true });
	const { key, data, ...record } = onTheServer.record;
	const call = { now, signal: new AbortController().signal };
	await store.create(key, { ...record, data: Buffer.from(data, 'hex') }, call);
	const sessions = createSessions<UntypedData>({ store, secret, clock });
	await assertGolden(sessions.open(onTheServer.cookie));
	assert.deepEqual(
		(await sessions.list('ann')).map(({ id }) => id),
		[key],
	);
	await sessions.close();
});

test('a cookie session of format 1, split over two cookies, still opens', async () => {
	const sessions = createSessions<UntypedData>({ store: cookieStore(), secret, clock });
	const session = sessions.open(inCookies.cookies.join('; '));
	await assertGolden(session);
	assert.equal((await session.get('padding')).length, 3000);
});
