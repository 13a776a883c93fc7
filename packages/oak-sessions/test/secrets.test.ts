import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { inspect } from 'node:util';
import { CookieStore, MemoryStore, Session, SqliteStore } from 'oak_sessions';
import type { SessionsOptions } from 'sojourn';
import { DB } from '../../../test/stand-ins/deno-sqlite.ts';

const strong = 'a strong secret of more than 32 characters';
const other = 'another secret of more than 32 characters';

afterEach(() => {
	for (const name of ['SOJOURN_SECRET', 'SOJOURN_SECRET_PREVIOUS', 'NODE_ENV']) delete process.env[name];
});

/** The cookie of a visitor whose name is stored in a database, by an application with the secret. */
async function cookieFrom(database: DB, secret?: SessionsOptions['secret']): Promise<string> {
	const { sessions } = new Session(new SqliteStore(database), { secret });
	const headers = new Headers();
	const session = sessions.open(null);
	await session.set('user', 'ann');
	await sessions.commit(session, headers);
	return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** What an application that was started anew finds. */
function userOf(cookie: string, database: DB, secret?: SessionsOptions['secret']): Promise<unknown> {
	return new Session(new SqliteStore(database), { secret }).sessions.open(cookie).get('user');
}

test('sessions on the server outlive a restart where SOJOURN_SECRET is not set: then there is no secret', async () => {
	const database = new DB();
	const cookie = await cookieFrom(database);
	assert.equal(await userOf(cookie, database), 'ann');
	assert.equal(await userOf(cookie, database, false), 'ann');
	assert.equal(await userOf(cookie, database, strong), null);
});

test('sessions on the server are sealed under SOJOURN_SECRET where it is set', async () => {
	process.env.SOJOURN_SECRET = strong;
	const database = new DB();
	const cookie = await cookieFrom(database);
	assert.equal(await userOf(cookie, database), 'ann');
	assert.equal(await userOf(cookie, database, strong), 'ann');
	assert.equal(await userOf(cookie, database, false), null);
	process.env.SOJOURN_SECRET = other;
	assert.equal(await userOf(cookie, database), null);
	process.env.SOJOURN_SECRET_PREVIOUS = strong;
	assert.equal(await userOf(cookie, database), 'ann');
});

test('a secret that is passed is used instead of SOJOURN_SECRET', async () => {
	process.env.SOJOURN_SECRET = other;
	const database = new DB();
	const cookie = await cookieFrom(database, strong);
	process.env.SOJOURN_SECRET = strong;
	assert.equal(await userOf(cookie, database), 'ann');
});

test('a cookie store without a secret takes SOJOURN_SECRET, and does not start without it', () => {
	assert.throws(() => new Session(new CookieStore()), { code: 'SOJOURN_SECRET_MISSING' });
	assert.throws(() => new Session(new CookieStore(''), {}), { code: 'SOJOURN_SECRET_WEAK' });
	assert.throws(() => new Session(new CookieStore(), { secret: false }), {
		name: 'TypeError',
		message: /secret: false/,
	});
	process.env.SOJOURN_SECRET = strong;
	assert.ok(new Session(new CookieStore()));
});

test('in production a short secret is refused, whether it is passed or in SOJOURN_SECRET', () => {
	process.env.NODE_ENV = 'production';
	assert.throws(() => new Session(new CookieStore('very-secret-key')), { code: 'SOJOURN_SECRET_WEAK' });
	process.env.SOJOURN_SECRET = 'very-secret-key';
	assert.throws(() => new Session(new MemoryStore()), { code: 'SOJOURN_SECRET_WEAK' });
});

test('a cookie store shows its secret to no log', () => {
	for (const secret of [strong, [strong, other]]) {
		const store = new CookieStore(secret);
		for (const shown of [inspect(store, { depth: null, showHidden: true }), JSON.stringify(store), `${store}`]) {
			assert.ok(!shown.includes('strong secret') && !shown.includes(other));
		}
		assert.ok(new Session(store), 'it is used all the same');
	}
});
