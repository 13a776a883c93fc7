import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sqliteStore } from '../../src/sqlite.ts';
import { call, keyOf, minute, record } from '../../src/testing/records.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const now = Date.now();
const isWindows = process.platform === 'win32';

/** The modes of the files that a store over this one has made, by their names. */
async function modesAfterUse(context: TestContext, prepare: (path: string) => void = () => {}): Promise<object> {
	const directory = temporaryDirectory();
	const path = join(directory.path, 'sessions.db');
	prepare(path);
	const store = sqliteStore(path);
	const mask = process.umask(0o022);
	try {
		await store.create(keyOf(1), record(now + minute), call(now));
	} finally {
		process.umask(mask);
	}
	context.after(async () => {
		await store.close();
		directory.remove();
	});
	const names = readdirSync(directory.path).sort();
	return Object.fromEntries(names.map((name) => [name, statSync(join(directory.path, name)).mode & 0o777]));
}

test('nobody but their owner can read the files of a database that the store makes, or hold their locks', async (context) => {
	const modes = await modesAfterUse(context);
	const expected = { 'sessions.db': 0o600, 'sessions.db-shm': 0o600, 'sessions.db-wal': 0o600 };
	if (isWindows) assert.deepEqual(Object.keys(modes), Object.keys(expected));
	else assert.deepEqual(modes, expected);
});

test('a database file that is there keeps its mode', async (context) => {
	const modes = await modesAfterUse(context, (path) => {
		writeFileSync(path, '');
		chmodSync(path, 0o660);
	});
	const expected = { 'sessions.db': 0o660, 'sessions.db-shm': 0o660, 'sessions.db-wal': 0o660 };
	if (isWindows) assert.deepEqual(Object.keys(modes), Object.keys(expected));
	else assert.deepEqual(modes, expected);
});
