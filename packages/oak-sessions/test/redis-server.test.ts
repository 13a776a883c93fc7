import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RedisStore, Session } from 'oak_sessions';
import { startRedis } from '../../../test/servers/redis.ts';
import { connect } from '../../../test/stand-ins/deno-redis.ts';
import { visitTwice } from './support/visit.ts';

test('RedisStore keeps sessions under the prefix session_', async () => {
	await using server = await startRedis();
	const redis = await connect({ hostname: '127.0.0.1', port: server.port });
	await visitTwice(new Session(new RedisStore(redis)).initMiddleware());
	redis.close();
	const keys = (await server.send('KEYS', '*')) as string[];
	assert.deepEqual(
		keys.map((key) => key.replace(/[0-9a-f]{64}$/, '')),
		['session_'],
	);
});
