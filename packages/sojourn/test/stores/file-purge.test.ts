import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileStore } from '../../src/file.ts';
import { createSessions, type Store } from '../../src/index.ts';
import { call, keyOf, minute, record } from '../../src/testing/records.ts';
import { secret } from '../support/secret.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const now = 1_800_000_000_000;
const day = 24 * 60 * minute;

function scene(context: TestContext): { readonly store: Store; readonly root: string } {
	const directory = temporaryDirectory();
	context.after(() => directory.remove());
	return { store: fileStore(directory.path), root: join(directory.path, 'sojourn') };
}

test('purgeExpired removes all that has expired from files, however long that takes', async (context) => {
	const { store } = scene(context);
	const count = 1500;
	for (let number = 0; number < count; number += 50) {
		const numbers = Array.from({ length: 50 }, (_, index) => number + index);
		await Promise.all(numbers.map((each) => store.create(keyOf(each), record(now + minute), call(now))));
	}
	const sessions = createSessions({
		store,
		secret,
		deadline: 60_000,
		clock: () => now + 2 * minute,
	});
	assert.equal(await sessions.purgeExpired(), count);
	assert.equal(await store.count(call(now)), 0, 'none is left, asked at a time when all were valid');
	await sessions.close();
});

test('a damaged record is left where it is, and looked at again after a day', async (context) => {
	const { store, root } = scene(context);
	const key = keyOf(1);
	await store.create(key, record(now + minute), call(now));
	const path = join(root, 'records', key.slice(0, 2), key, '1');
	const whole = await readFile(path);
	await writeFile(path, whole.subarray(1));
	const groupsAfterPurge = async (time: number): Promise<readonly number[]> => {
		assert.equal(await store.purge(10, call(time)), 0);
		return (await readdir(join(root, 'expiries'))).map((name) => Number(name) * 5 * minute);
	};
	const later = now + 10 * minute;
	assert.deepEqual(await groupsAfterPurge(later), [later + day], 'its turn comes again');
	assert.deepEqual(await groupsAfterPurge(later + day - 5 * minute), [later + day], 'and not before');
	assert.deepEqual(await groupsAfterPurge(later + day), [later + 2 * day]);
	assert.deepEqual(await readFile(path), whole.subarray(1), 'the file is kept');

	await writeFile(path, whole);
	assert.equal(await store.purge(10, call(later + 2 * day)), 1, 'once repaired it is removed like any other');
	assert.deepEqual(await readdir(join(root, 'expiries')), []);
});

test('processes that purge at the same time leave no folder of a session behind', async (context) => {
	const { store, root } = scene(context);
	const stores = [store, ...Array.from({ length: 3 }, () => fileStore(join(root, '..')))];
	const keys = Array.from({ length: 100 }, (_, number) => keyOf(number));
	await Promise.all(keys.map((key) => store.create(key, record(now + minute), call(now))));
	const later = call(now + 2 * minute);
	let total = 0;
	for (let removed = -1; removed !== 0; ) {
		const counts = await Promise.all(stores.map((each) => each.purge(1000, later)));
		removed = counts.reduce((sum, count) => sum + count);
		total += removed;
	}
	assert.equal(total, keys.length, 'each was removed once');
	const folders = await readdir(join(root, 'records'), { recursive: true });
	assert.deepEqual(
		folders.filter((name) => name.includes('/')),
		[],
	);
});
