import { after, test } from 'node:test';
import { anyRedis } from '../servers/redis.ts';
import { soakInterleavings } from './interleavings.ts';
import { redis } from './subjects.ts';

const server = await anyRedis();
after(() => server[Symbol.asyncDispose]());

soakInterleavings(test, redis(server.url), 40);
