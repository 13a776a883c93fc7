import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CookieStore, MemoryStore, type OakStore, Session, SqliteStore } from 'oak_sessions';
import { DB } from '../../../test/stand-ins/deno-sqlite.ts';
import { visitTwice } from './support/visit.ts';

const secret = 'a secret for tests, long enough to be one';

const stores: Readonly<Record<string, () => OakStore>> = {
	MemoryStore: () => new MemoryStore(),
	CookieStore: () => new CookieStore(secret),
	'SqliteStore of the DB of deno.land/x/sqlite': () => new SqliteStore(new DB()),
	'SqliteStore of a path': () => new SqliteStore(':memory:'),
};

for (const [name, open] of Object.entries(stores)) {
	test(`${name} keeps sessions for both forms of the middleware`, async () => {
		await visitTwice(new Session(open()).initMiddleware());
		await visitTwice(Session.initMiddleware(open()));
	});
}

test('SqliteStore keeps sessions in the table sessions, or in one that is named', async () => {
	for (const [table, ...argument] of [['sessions'], ['optional_custom_table_name', 'optional_custom_table_name']]) {
		const database = new DB();
		await visitTwice(new Session(new SqliteStore(database, ...argument)).initMiddleware());
		assert.deepEqual([...database.query(`SELECT COUNT(*) FROM ${table}`)], [[1]]);
	}
});

test('CookieStore keeps a session sealed in its cookie: nothing of it can be read there', async () => {
	const ann = await visitTwice(new Session(new CookieStore(secret)).initMiddleware());
	const held = Buffer.from(String(ann.cookies.get('session')), 'base64url').toString('latin1');
	assert.doesNotMatch(held, /user|ann/);
});

test('a store refuses what it cannot use, by the name of the argument', () => {
	const wrong = {} as never;
	assert.throws(() => new SqliteStore(wrong), { name: 'TypeError', message: /database/ });
	assert.throws(() => new SqliteStore(new DB(), 'a table'), { name: 'TypeError', message: /table/ });
	assert.throws(() => new CookieStore(secret, { pieces: 9 }), { name: 'TypeError', message: /pieces/ });
	assert.throws(() => new MemoryStore({ max: 0 }), { name: 'TypeError', message: /max/ });
});
