import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { createClient } from 'redis';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { redisStore } from '../../src/redis.ts';
import { call, keyOf, record } from '../../src/testing/records.ts';
import { removeKeys } from './support/redis-subject.ts';

const minute = 60_000;

test('Redis removes every key by itself, within minutes after its end and never before', async () => {
	await using redis = await anyRedis();
	const client = await createClient({ url: redis.url }).connect();
	const prefix = `sojourn-test-${randomUUID()}:`;
	const store = redisStore(client, { prefix });
	const now = Date.now();
	/** Milliseconds from `now` to the end that Redis keeps for a key. */
	const endOf = async (name: string): Promise<number> => Date.now() - now + (await client.pTTL(prefix + name));
	const endsBetween = async (name: string, least: number, most: number): Promise<void> => {
		const end = await endOf(name);
		// What passes between the two clocks is looked at generously.
		assert.ok(end >= least && end <= most + minute, `${end} ms, and not ${least} to ${most}`);
	};

	await store.create(keyOf(1), record(now + 10 * minute, { subject: 'ann' }), call(now));
	await endsBetween(keyOf(1), 10 * minute, 11 * minute);
	await store.touch(keyOf(1), now + 20 * minute, 1, call(now));
	await endsBetween(keyOf(1), 20 * minute, 21 * minute);
	await store.replace(keyOf(1), record(now + 5 * minute, { version: 2, subject: 'ann' }), 1, call(now));
	await endsBetween(keyOf(1), 5 * minute, 6 * minute);
	// An entry stays in the index for twice the life that its record then had.
	await endsBetween('subject:ann', 20 * minute, 41 * minute);
	await store.create(keyOf(2), record(now - minute), call(now));
	await endsBetween(keyOf(2), 0, minute);

	const names = await client.keys(`${prefix}*`);
	assert.equal(names.length, 3);
	for (const name of names) assert.notEqual(await client.pTTL(name), -1, 'no key stays for ever');
	client.destroy();
	await removeKeys(redis.url, prefix);
});
