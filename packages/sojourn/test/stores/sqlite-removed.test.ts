import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { createSessions, type Sessions, type Store, type UntypedData } from '../../src/index.ts';
import { sqliteStore } from '../../src/sqlite.ts';
import { call, keyOf, minute, record } from '../../src/testing/records.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { openBy } from './support/sqlite-subjects.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const now = Date.now();

interface Place {
	readonly folder: string;
	readonly path: string;
}

function place(context: TestContext): Place {
	const directory = temporaryDirectory();
	context.after(() => directory.remove());
	const folder = join(directory.path, 'data');
	mkdirSync(folder);
	return { folder, path: join(folder, 'sessions.db') };
}

/** A server over each store, closed when the test is over, and the visitor of the first, who has a session. */
async function serve(
	context: TestContext,
	stores: readonly Store[],
): Promise<{ readonly servers: readonly Sessions<UntypedData>[]; readonly ann: Visitor }> {
	const servers = stores.map((store) => createSessions<UntypedData>({ store, secret }));
	for (const server of servers) {
		server.on('failed', () => {});
		context.after(() => server.close());
	}
	const ann = new Visitor(servers[0] as Sessions<UntypedData>);
	await ann.visit((session) => session.set('user', 'ann'));
	for (const other of servers) assert.equal(await ann.copy(other).visit((session) => session.get('user')), 'ann');
	return { servers, ann };
}

/** Each server begins a session at once, and all of them have it. */
async function demandNewSessions(servers: readonly Sessions<UntypedData>[]): Promise<void> {
	for (const [index, server] of servers.entries()) {
		const bob = new Visitor(server);
		assert.equal(await bob.statusOf((session) => session.set('user', `bob ${index}`)), 200);
		for (const other of servers) {
			assert.equal(await bob.copy(other).visit((session) => session.get('user')), `bob ${index}`);
		}
	}
}

test('the table is dropped while two servers run: both go on at once, without its sessions', async (context) => {
	const { path } = place(context);
	const { servers, ann } = await serve(context, [sqliteStore(path), sqliteStore(path)]);
	const other = new DatabaseSync(path);
	other.exec('DROP TABLE sojourn_sessions');
	other.close();
	for (const server of servers) assert.equal(await ann.copy(server).visit((session) => session.get('user')), null);
	await demandNewSessions(servers);
});

for (const client of ['node:sqlite', 'better-sqlite3', 'libsql', 'deno.land/x/sqlite (stand-in)']) {
	test(`the table is dropped from a database that was passed in (${client}): the store makes it anew`, async (context) => {
		const { path } = place(context);
		const database = await openBy[client]?.(path);
		assert.ok(database);
		context.after(() => database.close());
		const store = sqliteStore(database);
		for (const count of [1, 2]) {
			assert.equal(await store.create(keyOf(1), record(now + minute), call(now)), true, `table ${count}`);
			const other = new DatabaseSync(path);
			other.exec('DROP TABLE sojourn_sessions');
			other.close();
			assert.equal(await store.read(keyOf(1), call(now)), null);
		}
	});
}

test('a table that is not ours is left alone also when it comes in the place of ours', async (context) => {
	const { path } = place(context);
	const { ann } = await serve(context, [sqliteStore(path)]);
	const other = new DatabaseSync(path);
	context.after(() => other.close());
	other.exec('DROP TABLE sojourn_sessions; CREATE VIEW sojourn_sessions AS SELECT 1 AS mine');
	await ann.visit((session) => assert.rejects(session.get('user'), { code: 'SOJOURN_STORE_SCHEMA' }));
	assert.deepEqual({ ...other.prepare('SELECT * FROM sojourn_sessions').get() }, { mine: 1 });
});

const removals: Readonly<Record<string, (place: Place) => void>> = {
	'the files of the database are removed': ({ folder }) => {
		for (const name of readdirSync(folder)) rmSync(join(folder, name));
	},
	'the file of the database is removed, and what SQLite keeps beside it is not': ({ path }) => rmSync(path),
	'the folder of the database is replaced by an empty one': ({ folder }) => {
		rmSync(folder, { recursive: true });
		mkdirSync(folder);
	},
	'another database takes the place of the file': ({ folder, path }) => {
		const other = new DatabaseSync(`${path}.new`);
		other.exec('CREATE TABLE notes (text)');
		other.close();
		for (const name of readdirSync(folder)) if (!name.endsWith('.new')) rmSync(join(folder, name));
		renameSync(`${path}.new`, path);
	},
};

for (const [what, remove] of Object.entries(removals)) {
	test(`${what} while a server runs: what it stores from then on is in the file of that name`, async (context) => {
		const at = place(context);
		const { servers, ann } = await serve(context, [sqliteStore(at.path)]);
		remove(at);
		assert.equal(await ann.statusOf((session) => session.set('late', 1)), 409, 'the session is gone');
		await demandNewSessions(servers);
		const after = createSessions<UntypedData>({ store: sqliteStore(at.path), secret });
		context.after(() => after.close());
		await demandNewSessions([...servers, after]);
	});
}

test('the files of the database are removed while two servers run: both go on, and share the new ones', async (context) => {
	const at = place(context);
	const { servers } = await serve(context, [sqliteStore(at.path), sqliteStore(at.path)]);
	for (const name of readdirSync(at.folder)) rmSync(join(at.folder, name));
	for (const server of servers) {
		assert.equal(await new Visitor(server).statusOf((session) => session.set('user', 'carol')), 200);
	}
	const after = createSessions<UntypedData>({ store: sqliteStore(at.path), secret });
	context.after(() => after.close());
	await demandNewSessions([...servers, after]);
});

test('who only reads takes a removed database for what it was for no longer than a second', async (context) => {
	const at = place(context);
	const store = sqliteStore(at.path);
	context.after(() => store.close());
	await store.create(keyOf(1), record(now + minute), call(now));
	assert.ok(await store.read(keyOf(1), call(now)));
	for (const name of readdirSync(at.folder)) rmSync(join(at.folder, name));
	assert.equal(await store.read(keyOf(1), call(now + 1000)), null);
	// Also by a clock that was set back.
	await store.create(keyOf(1), record(now + minute), call(now));
	for (const name of readdirSync(at.folder)) rmSync(join(at.folder, name));
	assert.equal(await store.read(keyOf(1), call(now - 1000)), null);
});

test('while the folder of the database is gone changes fail, and all goes on when it is back', async (context) => {
	const { folder, path } = place(context);
	const { ann } = await serve(context, [sqliteStore(path)]);
	renameSync(folder, `${folder}.away`);
	assert.equal(await ann.statusOf((session) => session.set('late', 1)), 500);
	renameSync(`${folder}.away`, folder);
	assert.equal(await ann.statusOf((session) => session.set('late', 2)), 200);
	assert.deepEqual(await ann.visit((session) => session.all()), { user: 'ann', late: 2 });
});

test('a database whose path is relative stays the same one when the process changes its working directory', async (context) => {
	const { folder } = place(context);
	const before = process.cwd();
	context.after(() => process.chdir(before));
	process.chdir(folder);
	const { servers, ann } = await serve(context, [sqliteStore('sessions.db')]);
	process.chdir('..');
	assert.equal(await ann.statusOf((session) => session.set('late', 1)), 200);
	await demandNewSessions(servers);
	assert.ok(!existsSync('sessions.db'));
});

test('a database in memory is in no file, and stays', async (context) => {
	const { servers, ann } = await serve(context, [sqliteStore(':memory:')]);
	assert.equal(await ann.statusOf((session) => session.set('late', 1)), 200);
	await demandNewSessions(servers);
});
