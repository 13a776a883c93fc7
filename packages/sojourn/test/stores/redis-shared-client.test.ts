import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { redisStore } from '../../src/redis.ts';
import { call, keyOf, record } from '../../src/testing/records.ts';
import { openBy } from './support/redis-clients.ts';
import { removeKeys } from './support/redis-subject.ts';

for (const [name, open] of Object.entries(openBy)) {
	test(`any number of stores share a client of ${name} without a warning of Node's about its listeners`, async () => {
		await using redis = await anyRedis();
		const opened = await open(redis.url);
		const prefix = `sojourn-test-${randomUUID()}:`;
		const warnings: Error[] = [];
		const note = (warning: Error): number => warnings.push(warning);
		process.on('warning', note);
		try {
			const stores = Array.from({ length: 15 }, (_, index) =>
				redisStore(opened.client, { prefix: `${prefix}${index}:` }),
			);
			const now = Date.now();
			await Promise.all(stores.map((store) => store.create(keyOf(1), record(now + 60_000), call(now))));
			const found = await Promise.all(stores.map((store) => store.read(keyOf(1), call(now))));
			assert.ok(found.every((each) => each !== null));
			// Node warns a little later.
			await new Promise((resolve) => setImmediate(resolve));
			assert.deepEqual(warnings, []);
		} finally {
			process.off('warning', note);
			opened.close();
			await removeKeys(redis.url, prefix);
		}
	});
}
