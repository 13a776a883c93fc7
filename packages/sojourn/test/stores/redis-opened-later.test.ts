import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { redisStore } from '../../src/redis.ts';
import { call, keyOf } from '../../src/testing/records.ts';
import { testStore } from '../../src/testing/store.ts';
import { type OpenClient, openBy } from './support/redis-clients.ts';
import { openRedisStores } from './support/redis-subject.ts';

const redis = await anyRedis();
after(() => redis[Symbol.asyncDispose]());

for (const client of Object.keys(openBy)) {
	testStore(test, {
		name: `redis (${client}, opened at the first use)`,
		open: () => openRedisStores(client, redis.url, (opened) => async () => opened),
	});
}

async function connect(): Promise<OpenClient> {
	const { redis: open } = openBy;
	assert.ok(open);
	return open(redis.url);
}

test('a client is opened at the first use, once for all who need it then, and again when that failed', async () => {
	const { client, close } = await connect();
	let openings = 0;
	const store = redisStore(async () => {
		openings += 1;
		if (openings === 1) throw new Error('nobody listens there');
		return client;
	});
	assert.equal(openings, 0);
	const read = (): unknown => store.read(keyOf(1), call(Date.now()));
	for (const failed of await Promise.allSettled([read(), read()])) assert.equal(failed.status, 'rejected');
	assert.equal(openings, 1);
	assert.deepEqual(await Promise.all([read(), read()]), [null, null]);
	assert.equal(await read(), null);
	assert.equal(openings, 2);
	close();
});

test('who gives up while a client is opened is not sent, and the next one is', async () => {
	const { client, close } = await connect();
	const opening = Promise.withResolvers<typeof client>();
	const store = redisStore(() => opening.promise);
	const controller = new AbortController();
	const given = store.read(keyOf(1), { now: Date.now(), signal: controller.signal });
	controller.abort(new Error('given up'));
	await assert.rejects(Promise.resolve(given), { message: 'given up' });
	const next = store.read(keyOf(1), call(Date.now()));
	opening.resolve(client);
	assert.equal(await next, null);
	close();
});

test('what a function opens has to be a client', async () => {
	const store = redisStore(async () => ({}) as never);
	await assert.rejects(Promise.resolve(store.read(keyOf(1), call(Date.now()))), {
		name: 'TypeError',
		message: /^redisStore: client must be /,
	});
});
