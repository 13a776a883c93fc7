// What the document's address of the Redis client leads to: the stand-in for it, connected to the Redis of the test
// instead of one at 0.0.0.0:6379, so that the document's lines can stay as they are.
import assert from 'node:assert/strict';
import process from 'node:process';
import { connect as connectTo, type Redis, type RedisConnectOptions } from '../../../../test/stand-ins/deno-redis.ts';

export function connect(options: RedisConnectOptions): Promise<Redis> {
	assert.deepEqual(options, { hostname: '0.0.0.0', port: 6379 });
	return connectTo({ hostname: '127.0.0.1', port: Number(process.env.INSTEAD_OF_6379) });
}
