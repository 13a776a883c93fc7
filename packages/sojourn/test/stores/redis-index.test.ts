import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'redis';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { redisStore } from '../../src/redis.ts';
import { call, keyOf, record } from '../../src/testing/records.ts';

test('a subject has no more keys in Redis than records, however many it has had', async () => {
	await using redis = await anyRedis();
	const client = await createClient({ url: redis.url }).connect();
	const prefix = `sojourn-test-${crypto.randomUUID()}:`;
	const store = redisStore(client, { prefix });
	const now = Date.now();
	const expiresAt = now + 600_000;
	try {
		for (let number = 0; number < 30; number += 1) {
			await store.create(keyOf(number), record(expiresAt, { subject: 'ann' }), call(now));
		}
		for (let number = 0; number < 10; number += 1) {
			assert.equal(await store.delete(keyOf(number), 1, call(now)), 'done');
			const ended = record(expiresAt, { version: 2 });
			assert.equal(await store.replace(keyOf(10 + number), ended, 1, call(now)), 'done');
		}
		assert.equal(await client.zCard(`${prefix}subject:ann`), 10);
		assert.equal((await store.findBySubject('ann', 100, call(now))).length, 10);
	} finally {
		for await (const keys of client.scanIterator({ MATCH: `${prefix}*` }))
			if (keys.length > 0) await client.unlink(keys);
		client.destroy();
	}
});
