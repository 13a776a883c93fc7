import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { Cluster, Redis } from 'ioredis';
import { createClient, createClientPool, createCluster, createSentinel } from 'redis';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { type RedisClient, redisStore } from '../../src/redis.ts';
import { call, equalRecord, keyOf, record } from '../../src/testing/records.ts';
import { removeKeys } from './support/redis-subject.ts';

const redis = await anyRedis();
after(() => redis[Symbol.asyncDispose]());

const now = Date.now();
const expiresAt = now + 3_600_000;

test('what is no client for one server is refused by name', () => {
	const node = { host: '127.0.0.1', port: 1 };
	const cluster = new Cluster([node], { lazyConnect: true });
	const wrong: readonly unknown[] = [
		null,
		undefined,
		'redis://localhost',
		{},
		createClientPool(),
		createCluster({ rootNodes: [{ url: 'redis://127.0.0.1:1' }] }),
		createSentinel({ name: 'main', sentinelRootNodes: [node] }),
		cluster,
	];
	for (const client of wrong) {
		assert.throws(() => redisStore(client as RedisClient), { name: 'TypeError', message: /redisStore: client/ });
	}
	cluster.disconnect();
});

test('a client that asks Sentinels for its one server is taken', () => {
	const sentinels = [{ host: '127.0.0.1', port: 1 }];
	const client = new Redis({ sentinels, name: 'main', lazyConnect: true });
	redisStore(client);
	client.disconnect();
});

test('a client that forgets a command which Redis may still carry out is refused by the name of its option', () => {
	const client = new Redis({ lazyConnect: true, commandTimeout: 500 });
	assert.throws(() => redisStore(client), { name: 'TypeError', message: /commandTimeout/ });
	client.disconnect();
	const connection = { isClosed: false, maxRetryCount: 10, close() {}, async connect() {} };
	const exec = async () => ({ value: () => null });
	assert.throws(() => redisStore({ executor: { connection, exec } }), { name: 'TypeError', message: /maxRetryCount/ });
});

test('a prefix that is no prefix is refused', () => {
	const client = createClient();
	for (const prefix of ['', ' ', 'a b', 'é:', 'x'.repeat(129), 7, null]) {
		const options = { prefix } as { prefix: string };
		assert.throws(() => redisStore(client, options), { name: 'TypeError', message: /redisStore: prefix/ });
	}
});

test('two prefixes have nothing in common, also where one looks like a pattern for the other', async () => {
	const own = `sojourn-test-${randomUUID()}:`;
	const client = await createClient({ url: redis.url }).connect();
	const plain = redisStore(client, { prefix: `${own}a:` });
	const pattern = redisStore(client, { prefix: `${own}*[a]?\\:` });
	await plain.create(keyOf(1), record(expiresAt, { subject: 'ann' }), call(now));
	await pattern.create(keyOf(2), record(expiresAt, { subject: 'ann' }), call(now));
	assert.equal(await pattern.read(keyOf(1), call(now)), null);
	assert.deepEqual(await pattern.findBySubject('ann', 100, call(now)), [{ key: keyOf(2), expiresAt }]);
	const seen: string[] = [];
	let cursor: string | null = null;
	do {
		const page = await pattern.scan(cursor, 1000, call(now));
		seen.push(...page.entries.map(({ key }) => key));
		cursor = page.cursor;
	} while (cursor !== null);
	assert.deepEqual(seen, [keyOf(2)]);
	client.destroy();
	await removeKeys(redis.url, own);
});

test('the prefix of an ioredis client itself comes before that of the store, and scan finds what is under both', async () => {
	const own = `sojourn-test-${randomUUID()}:`;
	const prefixed = new Redis(redis.url, { keyPrefix: own });
	const store = redisStore(prefixed, { prefix: 'shop:' });
	const created = record(expiresAt, { subject: 'ann' });
	await store.create(keyOf(1), created, call(now));
	const client = await createClient({ url: redis.url }).connect();
	equalRecord(await redisStore(client, { prefix: `${own}shop:` }).read(keyOf(1), call(now)), created, 'One key.');
	const seen = new Set<string>();
	let cursor: string | null = null;
	do {
		const page = await store.scan(cursor, 1000, call(now));
		for (const { key } of page.entries) seen.add(key);
		cursor = page.cursor;
	} while (cursor !== null);
	assert.deepEqual([...seen], [keyOf(1)]);
	assert.deepEqual(await store.findBySubject('ann', 100, call(now)), [{ key: keyOf(1), expiresAt }]);
	prefixed.disconnect();
	client.destroy();
	await removeKeys(redis.url, own);
});

test('an ioredis client that gathers commands by itself, and one that connects when it is used, serve as well', async () => {
	const prefix = `sojourn-test-${randomUUID()}:`;
	const client = new Redis(redis.url, { lazyConnect: true, enableAutoPipelining: true });
	const store = redisStore(client, { prefix });
	const numbers = Array.from({ length: 20 }, (_, index) => index);
	const created = await Promise.all(numbers.map((n) => store.create(keyOf(n), record(expiresAt), call(now))));
	assert.deepEqual(new Set(created), new Set([true]));
	const again = await Promise.all(numbers.map((n) => store.create(keyOf(n), record(expiresAt), call(now))));
	assert.deepEqual(new Set(again), new Set([false]));
	client.disconnect();
	await removeKeys(redis.url, prefix);
});

test('with the queue of the client switched off, a call fails at once while it is not connected', async () => {
	const { signal } = new AbortController();
	const read = async (client: RedisClient) => redisStore(client).read(keyOf(1), { now, signal });
	const nobody = 'redis://127.0.0.1:1';
	const one = createClient({ url: nobody, disableOfflineQueue: true, socket: { reconnectStrategy: 1000 } });
	one.on('error', () => {});
	one.connect().catch(() => {});
	await assert.rejects(read(one), { message: 'The client is offline' });
	one.destroy();
	const other = new Redis(nobody, { lazyConnect: true, enableOfflineQueue: false });
	other.on('error', () => {});
	await assert.rejects(read(other), { message: /enableOfflineQueue/ });
	other.disconnect();
});
