import { after, test } from 'node:test';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { openBy } from '../stores/support/redis-clients.ts';
import { openRedisStores } from '../stores/support/redis-subject.ts';
import { testGuarantees } from './guarantees.ts';

const redis = await anyRedis();
after(() => redis[Symbol.asyncDispose]());

for (const client of Object.keys(openBy)) {
	const subject = { name: `redis (${client})`, open: () => openRedisStores(client, redis.url) };
	testGuarantees(test, subject, ['server', 'subjects']);
}
