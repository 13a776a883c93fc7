import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { fileStore } from '../../src/stores/file.ts';
import { call, keyOf, record } from '../../src/testing/records.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const now = 1_800_000_000_000;
const expiresAt = now + 60_000;

test('a change in files whose session another writer ends at once has been made all the same', async (context) => {
	const directory = temporaryDirectory();
	context.after(() => directory.remove());
	const store = fileStore(directory.path);
	for (let index = 0; index < 3; index += 1) {
		const key = keyOf(index);
		await store.create(key, record(expiresAt), call(now));
		const ender = new Worker(new URL('./support/ender.ts', import.meta.url), {
			workerData: { directory: directory.path, key, now },
		});
		const ended = once(ender, 'exit');
		await once(ender, 'online');
		assert.equal(await heldUp(store.replace(key, record(expiresAt, { version: 2 }), 1, call(now))), 'done');
		await ended;
		assert.equal(await store.read(key, call(now)), null);
	}
});

/** Waits in a process that has so much else to do that it hears late of what the file system has done. */
async function heldUp<T>(work: T | Promise<T>): Promise<T> {
	let isOver = false;
	const settled = Promise.resolve(work).finally(() => {
		isOver = true;
	});
	while (!isOver) {
		const end = performance.now() + 15;
		while (performance.now() < end);
		await setImmediate();
	}
	return settled;
}
