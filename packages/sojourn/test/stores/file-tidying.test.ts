import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileStore } from '../../src/file.ts';
import type { Store, StoreCall } from '../../src/index.ts';
import { call, equalRecord, keyOf, minute, record } from '../../src/testing/records.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const now = 1_800_000_000_000;
const key = keyOf(1);

interface Scene {
	readonly store: Store;
	readonly root: string;
	/** Where the generations of the key are. */
	readonly folder: string;
	/** Stands in the place of a draft and is none, so that nothing in the key's folder can be tidied up. */
	readonly obstacle: string;
	/** Puts a file in the place of the key's folder. */
	replaceFolder(): void;
}

async function scene(context: TestContext): Promise<Scene> {
	const directory = temporaryDirectory();
	context.after(() => directory.remove());
	const store = fileStore(directory.path);
	await store.read(key, call(now));
	const root = join(directory.path, 'sojourn');
	const folder = join(root, 'records', key.slice(0, 2), key);
	mkdirSync(folder, { recursive: true });
	const replaceFolder = (): void => {
		renameSync(folder, join(directory.path, 'moved away'));
		writeFileSync(folder, '');
	};
	return { store, root, folder, obstacle: join(folder, `draft-${crypto.randomUUID()}`), replaceFolder };
}

test('an answer stays what it is when a file store cannot remove its draft', async (context) => {
	const { store, replaceFolder } = await scene(context);
	let asked = 0;
	const replacing: StoreCall = {
		signal: new AbortController().signal,
		get now() {
			asked += 1;
			if (asked === 1) replaceFolder();
			return now;
		},
	};
	assert.equal(await store.delete(key, null, replacing), 'missing');
	assert.equal(asked, 1, 'the folder was replaced while the draft was in it');
});

test('a session that gets no place in the files leaves no entry under its subject', async (context) => {
	const { store, root, folder, replaceFolder } = await scene(context);
	const entries = (): readonly string[] => readdirSync(join(root, 'subjects'), { recursive: true }).map(String);
	let entered: readonly string[] = [];
	const { signal } = new AbortController();
	// It is asked whether to go on when the draft and the entry are written, and the draft has not got its name.
	signal.throwIfAborted = () => {
		if (entered.length > 0 || entries().length === 0) return;
		entered = entries();
		replaceFolder();
	};
	const creating = store.create(key, record(now + minute, { subject: 'ann' }), { now, signal });
	await assert.rejects(async () => creating, { code: 'ENOTDIR', syscall: 'link' });
	assert.equal(entered.length, 2, 'there was an entry, and its subject');
	assert.deepEqual(entries(), []);
	assert.ok(existsSync(folder), 'what stands there is left');
});

test('looking for the sessions of a subject removes its folder where a writer that was killed has left nothing in it', async (context) => {
	const { store, root } = await scene(context);
	mkdirSync(join(root, 'subjects', 'ann'), { recursive: true });
	assert.deepEqual(await store.findBySubject?.('ann', 100, call(now)), []);
	assert.deepEqual(readdirSync(join(root, 'subjects')), []);
	const standing = record(now + minute, { subject: 'ann' });
	assert.equal(await store.create(key, standing, call(now)), true);
	assert.equal((await store.findBySubject?.('ann', 100, call(now)))?.length, 1);
});

test('a record that follows a deleted one is purged when it has expired, though the deleted one would have lasted longer', async (context) => {
	const { store, folder, obstacle } = await scene(context);
	mkdirSync(obstacle);
	await store.create(key, record(now + 1000 * minute), call(now));
	assert.equal(await store.delete(key, null, call(now)), 'done');
	assert.deepEqual(readdirSync(folder).length, 3, 'both generations stay beside the obstacle');
	const next = record(now + minute);
	assert.equal(await store.create(key, next, call(now)), true);
	equalRecord(await store.read(key, call(now)), next, 'The new record stands.');
	rmdirSync(obstacle);
	assert.equal(await store.purge(10, call(now + 10 * minute)), 1);
	assert.ok(!existsSync(folder));
});

test('what cannot be removed of a purged session is removed in a later round', async (context) => {
	const { store, root, folder, obstacle } = await scene(context);
	mkdirSync(obstacle);
	await store.create(key, record(now + minute), call(now));
	const later = call(now + 10 * minute);
	assert.equal(await store.purge(10, later), 1);
	assert.equal(await store.purge(10, later), 0, 'the session itself is removed');
	assert.ok(existsSync(folder));
	rmdirSync(obstacle);
	assert.equal(await store.purge(10, later), 0);
	assert.ok(!existsSync(folder));
	assert.deepEqual(readdirSync(join(root, 'expiries')), [], 'and nothing is left to be looked at');
});
