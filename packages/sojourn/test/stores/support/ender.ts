// A thread that ends a record in a file store as soon as its second generation is there. It is given the folder and the key.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { fileStore } from '../../../src/stores/file.ts';
import { call } from '../../../src/testing/records.ts';

const { directory, key, now } = workerData as {
	readonly directory: string;
	readonly key: string;
	readonly now: number;
};
const store = fileStore(directory);
await store.read(key, call(now));
while (!existsSync(join(directory, 'sojourn', 'records', key.slice(0, 2), key, '2'))) {
	await new Promise((resolve) => setImmediate(resolve));
}
await store.delete(key, null, call(now));
