import { after, test } from 'node:test';
import { anyRedis } from '../servers/redis.ts';
import { testInterleavings } from './interleavings.ts';
import { redis } from './subjects.ts';

const server = await anyRedis();
after(() => server[Symbol.asyncDispose]());

testInterleavings(test, redis(server.url), 30);
