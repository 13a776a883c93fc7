import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Session, type Sessions, type UntypedData } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { sqliteStore } from '../../src/stores/sqlite.ts';
import made from '../golden/other-program-format-1.json' with { type: 'json' };

// What another program wrote by docs/formats.md alone. How it was made stands in the file.

const { now, secrets } = made;
const clock = (): number => now;
const call = { now, signal: new AbortController().signal };
const day = 86_400_000;

async function assertSession(session: Session<UntypedData>): Promise<void> {
	assert.deepEqual(await session.get('user'), { id: 1, name: 'Änn 😀' });
	assert.deepEqual(await session.get('clé 😀'), { since: new Date(0), 'a "key"': 12n });
	const map: Map<unknown, unknown> = await session.get('~');
	const regExp = Object.assign(/~a/gi, { lastIndex: 2 });
	assert.deepEqual(
		[...map],
		[
			['~first', new Set(['~', Number.NaN])],
			[regExp, -0],
		],
	);
	assert.deepEqual([await session.has(''), await session.get('')], [true, null]);
	assert.equal(session.subject, 'Änn 😀');
	assert.equal(session.createdAt?.getTime(), now - 7 * day);
	assert.equal(session.expiresAt?.getTime(), now + 3_600_000);
	assert.deepEqual(await session.get('message'), ['~Saved.', 1]);
}

for (const { what, cookie, record } of made.records) {
	test(`a record that another program wrote ${what} opens, and its subject finds it`, async () => {
		const store = sqliteStore(':memory:');
		const { key, data, ...rest } = record;
		await store.create(key, { ...rest, data: Buffer.from(data, 'hex') }, call);
		const secret = what === 'without a secret' ? (false as const) : secrets;
		const sessions = createSessions<UntypedData>({ store, secret, clock });
		await assertSession(sessions.open(cookie));
		assert.equal(await sessions.open(cookie).get('message'), null, 'its flash message was one');
		assert.deepEqual(
			(await sessions.list('Änn 😀')).map(({ id }) => id),
			[key],
		);
		await sessions.close();
	});
}

test('a record by which another program says that a session goes on elsewhere is taken for that', async () => {
	const store = sqliteStore(':memory:');
	const { cookie, record } = made.ended;
	const { key, data, ...rest } = record;
	await store.create(key, { ...rest, data: Buffer.from(data, 'hex') }, call);
	const sessions = createSessions<UntypedData>({ store, secret: secrets, clock });
	await assertEnded(sessions, cookie);
	await sessions.close();
});

for (const { what, key, cookies } of made.cookieSessions) {
	test(`a cookie session that another program wrote ${what} opens`, async () => {
		const sessions = createSessions<UntypedData>({ store: cookieStore(), secret: secrets, clock });
		const session = sessions.open(cookies.join('; '));
		await assertSession(session);
		assert.equal(session.id, key);
		await sessions.close();
	});
}

for (const { what, data } of made.notes) {
	test(`a note of another program that a cookie session is over, ${what}, is heeded`, async () => {
		const [{ key = '', cookies: [cookie = ''] = [] } = {}] = made.cookieSessions;
		const revocations = sqliteStore(':memory:');
		const note = { data: Buffer.from(data, 'hex'), version: 1, expiresAt: now + 23 * day, subject: null };
		await revocations.create(key, note, call);
		const sessions = createSessions<UntypedData>({ store: cookieStore({ revocations }), secret: secrets, clock });
		if (what === 'moved just now') await assertEnded(sessions, cookie);
		else {
			const session = sessions.open(cookie);
			assert.deepEqual(await session.keys(), []);
			await session.set('a', 1);
			await session.save();
			assert.notEqual(session.id, key, 'its visitor begins anew');
		}
		await sessions.close();
	});
}

/** What a session says that goes on under another id: it is empty, and nothing can be stored in it. */
async function assertEnded(sessions: Sessions<UntypedData>, cookie: string): Promise<void> {
	const session = sessions.open(cookie);
	assert.deepEqual(await session.keys(), []);
	await assert.rejects(session.set('a', 1), { code: 'SOJOURN_SESSION_ENDED' });
}
