import { after, test } from 'node:test';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { testStore } from '../../src/testing/store.ts';
import { openBy } from './support/redis-clients.ts';
import { openRedisStores } from './support/redis-subject.ts';

const redis = await anyRedis();
after(() => redis[Symbol.asyncDispose]());

for (const client of Object.keys(openBy)) {
	testStore(test, { name: `redis (${client})`, open: () => openRedisStores(client, redis.url) });
}
