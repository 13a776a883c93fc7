import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileStore } from '../../src/file.ts';
import { call, keyOf, minute, record } from '../../src/testing/records.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const now = 1_800_000_000_000;

test('a session that was given up before it stood in the files leaves neither a draft nor an entry under its subject', async (context) => {
	const directory = temporaryDirectory();
	context.after(() => directory.remove());
	const store = fileStore(directory.path);
	const key = keyOf(1);
	await store.read(key, call(now));
	const givenUp = { now, signal: AbortSignal.abort(new Error('given up')) };
	const creating = store.create(key, record(now + minute, { subject: 'ann' }), givenUp);
	await assert.rejects(async () => creating, /given up/);
	assert.deepEqual(await readdir(join(directory.path, 'sojourn', 'subjects')), []);
	assert.deepEqual(await readdir(join(directory.path, 'sojourn', 'records', key.slice(0, 2), key)), []);
});
