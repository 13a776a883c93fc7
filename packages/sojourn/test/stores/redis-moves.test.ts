import { test } from 'node:test';
import { createClient } from 'redis';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { redisStore } from '../../src/redis.ts';
import { keyOf } from '../../src/testing/records.ts';
import { findWhileMoving } from './support/moving-session.ts';

test('a session that moves from key to key in Redis is found by its subject all along', async () => {
	await using redis = await anyRedis();
	const clients = [await createClient({ url: redis.url }).connect(), await createClient({ url: redis.url }).connect()];
	const [first, second] = clients as [(typeof clients)[0], (typeof clients)[0]];
	const prefix = `sojourn-test-${crypto.randomUUID()}:`;
	try {
		// What is left of sessions that have moved before.
		const left = Array.from({ length: 4000 }, (_, index) => ({
			score: Date.now() + 600_000,
			value: keyOf(1_000_000 + index),
		}));
		await first.zAdd(`${prefix}subject:ann`, left);
		await findWhileMoving(redisStore(first, { prefix }), redisStore(second, { prefix }), 'ann');
	} finally {
		for await (const keys of first.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
			if (keys.length > 0) await first.unlink(keys);
		}
		for (const client of clients) client.destroy();
	}
});
