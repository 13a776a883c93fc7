import { test } from 'node:test';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { tryLoad } from '../support/load.ts';

test('under load no request sees the session of another and no change is lost, with the driver redis', async (test) => {
	await using redis = await anyRedis();
	await tryLoad(test, { type: 'redis', url: redis.url });
});
