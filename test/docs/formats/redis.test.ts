import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'redis';
import type { StoreCall } from 'sojourn';
import { redisStore } from 'sojourn/redis';
import { bytesOf, keyOf, record } from 'sojourn/testing';
import { anyRedis } from '../../servers/redis.ts';
import { blockWith } from './page.ts';

test('the Redis store writes what the page of formats shows', async () => {
	await using redis = await anyRedis();
	const client = createClient({ url: redis.url });
	await client.connect();
	const prefix = `formats-${crypto.randomUUID()}:`;
	try {
		const now = Date.now();
		const call: StoreCall = { now, signal: new AbortController().signal };
		const store = redisStore(client, { prefix });
		await store.create(keyOf(1), record(now + 60_000, { data: bytesOf('bytes?>') }), call);
		await store.create(keyOf(2), record(now + 60_000, { subject: 'subject' }), call);
		const recordValue = (parts: Record<string, string | number>): string =>
			Object.entries(parts).reduce(
				(value, [name, part]) =>
					value.replace(`<${name}>`, typeof part === 'string' ? part : String(part).padStart(16, '0')),
				blockWith('<indexedUntil>').trim(),
			);
		const data = (text: string): string => Buffer.from(text).toString('base64url');
		const expiresAt = now + 60_000;

		const anonymous = { expiresAt, indexedUntil: 0, version: '1', subject: '', data: data('bytes?>') };
		assert.equal(await client.get(prefix + keyOf(1)), recordValue(anonymous));
		const life = await client.pTTL(prefix + keyOf(1));
		assert.ok(life > 60_000 && life <= 120_000, `it lives 60 seconds longer than the record: ${life}`);
		const [entry, ...others] = await client.zRangeWithScores(`${prefix}subject:subject`, 0, -1);
		assert.deepEqual([entry?.value, others], [keyOf(2), []]);
		const own = {
			expiresAt,
			indexedUntil: Number(entry?.score),
			version: '1',
			subject: 'subject',
			data: data('first'),
		};
		assert.equal(await client.get(prefix + keyOf(2)), recordValue(own));
	} finally {
		await client.del([prefix + keyOf(1), prefix + keyOf(2), `${prefix}subject:subject`]);
		await client.close();
	}
});
