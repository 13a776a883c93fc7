import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from 'redis';
import { startRedis } from '../../../../test/servers/redis.ts';
import { redisStore } from '../../src/redis.ts';
import { call, keyOf } from '../../src/testing/records.ts';

test('a command is waited for as long as the deadline says, whatever limit the client has itself', async () => {
	await using server = await startRedis();
	const limit = 20;
	const client = createClient({
		url: server.url,
		socket: { reconnectStrategy: 5 },
		commandOptions: { timeout: limit },
	});
	const { promise: gone, resolve: isGone } = Promise.withResolvers<void>();
	client.on('error', () => {});
	client.on('reconnecting', () => isGone());
	try {
		await client.connect();
		await server.stop();
		await gone;
		const answer = redisStore(client).read(keyOf(1), call(Date.now()));
		await wait(5 * limit);
		await server.restart();
		assert.equal(await answer, null);
	} finally {
		client.destroy();
	}
});
