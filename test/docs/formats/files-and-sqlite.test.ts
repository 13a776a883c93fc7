import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Store, StoreCall } from 'sojourn';
import { fileStore } from 'sojourn/file';
import { sqliteStore } from 'sojourn/sqlite';
import { keyOf, record } from 'sojourn/testing';
import { blockWith } from './page.ts';

const now = 1_800_000_000_000;
const call: StoreCall = { now, signal: new AbortController().signal };

/** Stores a record of a subject, and renews, replaces and reads it, as sessions do. */
async function useStore(store: Store): Promise<void> {
	await store.create(keyOf(1), record(now + 60_000, { subject: 'subject' }), call);
	await store.touch(keyOf(1), now + 70_000, 1, call);
	await store.replace(keyOf(1), record(now + 80_000, { subject: 'subject', version: 2 }), 1, call);
}

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'sojourn-formats-'));
	try {
		await run(folder);
	} finally {
		await rm(folder, { recursive: true });
	}
}

test('the SQLite store makes what the page shows', () =>
	inFolder(async (folder) => {
		const store = sqliteStore(join(folder, 'sessions.db'));
		await useStore(store);
		await store.close();
		const database = new DatabaseSync(join(folder, 'sessions.db'));
		const made = database.prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid').all();
		const rows = database.prepare('SELECT key, version, expires_at, subject FROM sojourn_sessions').all();
		database.close();
		assert.equal(`${made.map(({ sql }) => sql).join('\n')}\n`, blockWith('CREATE TABLE'));
		assert.deepEqual({ ...rows[0] }, { key: keyOf(1), version: 2, expires_at: now + 80_000, subject: 'subject' });
	}));

test('the file store makes what the page shows', () =>
	inFolder(async (folder) => {
		await useStore(fileStore(folder));
		const entries = await readdir(folder, { recursive: true, withFileTypes: true });
		const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
		const lines = blockWith('sojourn/format').trim().split('\n');
		const patterns = lines.map((line) =>
			line
				.replace('<first two digits of the key>', keyOf(1).slice(0, 2))
				.replace('<key>', keyOf(1))
				.replace('<subject>', 'subject')
				.replace('<mark>', '[0-9a-f-]{36}')
				.replace('<number>', '3')
				.replace('<interval>', String(Math.floor((now + 60_000) / 300_000))),
		);
		assert.equal(patterns.length, 4);
		const found = patterns.map((pattern) =>
			files.filter((file) => new RegExp(`^${join(folder, pattern)}$`).test(file)),
		);
		assert.deepEqual(
			found.map((matching) => matching.length),
			[1, 1, 1, 1],
		);
		assert.equal(files.length, 4, 'and nothing else');

		const [[format = ''] = [], [generation = ''] = [], [index = ''] = []] = found;
		assert.equal(await readFile(format, 'utf8'), 'sojourn file store 1\n');
		const bytes = await readFile(generation);
		const [body, digest] = [bytes.subarray(0, -32), bytes.subarray(-32)];
		assert.deepEqual(digest, createHash('sha256').update(body).digest());
		const line = `sojourn 1 record 2 ${now + 80_000} subject ${index.split('.').at(-1)}\n`;
		assert.equal(body.toString('utf8'), `${line}first`);
		for (const file of files) assert.equal((await stat(file)).mode & 0o777, 0o600, file);
		for (const entry of entries.filter((each) => each.isDirectory())) {
			assert.equal((await stat(join(entry.parentPath, entry.name))).mode & 0o777, 0o700, entry.name);
		}
	}));
