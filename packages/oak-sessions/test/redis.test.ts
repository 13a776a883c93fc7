import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { RedisStore, Session } from 'oak_sessions';
import { createClient } from 'redis';
import { anyRedis } from '../../../test/servers/redis.ts';
import { visitTwice } from './support/visit.ts';

test('RedisStore keeps sessions under another prefix, over another client', async () => {
	await using redis = await anyRedis();
	const client = createClient({ url: redis.url });
	await client.connect();
	const prefix = `${randomUUID()}:`;
	await visitTwice(Session.initMiddleware(new RedisStore(client, prefix)));
	const keys = await client.keys(`${prefix}*`);
	assert.equal(keys.length, 1);
	await client.del(keys);
	client.destroy();
});

test('RedisStore refuses what is no client, and a prefix that is none', () => {
	assert.throws(() => new RedisStore({} as never), { name: 'TypeError', message: /client/ });
	assert.throws(() => new RedisStore(createClient(), ' '), { name: 'TypeError', message: /prefix/ });
});
