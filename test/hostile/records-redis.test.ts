import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { createClient, RESP_TYPES } from 'redis';
import { redisStore } from '../../packages/sojourn/src/redis.ts';
import { openBy } from '../../packages/sojourn/test/stores/support/redis-clients.ts';
import { removeKeys } from '../../packages/sojourn/test/stores/support/redis-subject.ts';
import { anyRedis } from '../servers/redis.ts';
import { type Place, type PlaceKind, testRecords } from './support/records.ts';

const redis = await anyRedis();
const admin = await createClient({ url: redis.url }).connect();
after(async () => {
	admin.destroy();
	await redis[Symbol.asyncDispose]();
});

interface RedisPlace extends Place {
	/** Puts another value in the place of a part of a record's: 1 is the expiry, 3 the version, 4 the subject. */
	setPart(key: string, index: number, part: string): Promise<void>;
}

async function open(client: string): Promise<RedisPlace> {
	const prefix = `sojourn-test-${randomUUID()}:`;
	const { client: connected, close } = (await openBy[client]?.(redis.url)) ?? assert.fail('There is the client.');
	const bytes = admin.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
	const take: RedisPlace['take'] = async (key) => (await bytes.get(prefix + key)) ?? Buffer.alloc(0);
	const put: RedisPlace['put'] = async (key, value) => {
		await admin.set(prefix + key, Buffer.from(value), { expiration: { type: 'PX', value: 3_600_000 } });
	};
	return {
		store: redisStore(connected, { prefix }),
		take,
		put,
		async setPart(key, index, part) {
			const parts = (await take(key)).toString('latin1').split('.');
			await put(key, Buffer.from(parts.with(index, part).join('.'), 'latin1'));
		},
		async dispose() {
			close();
			await removeKeys(redis.url, prefix);
		},
	};
}

const time = (milliseconds: number): string => String(milliseconds).padStart(16, '0');

const tampering: PlaceKind<RedisPlace>['tampering'] = {
	'a text of somebody else': (place, key) => place.put(key, Buffer.from('{"user":"ann"}')),
	'a record of a newer format': (place, key) => place.setPart(key, 0, 'sojourn2'),
	'an expiry that is no number': (place, key) => place.setPart(key, 1, 'tomorrow'),
	'an expiry with too few digits': (place, key) => place.setPart(key, 1, String(Date.now() + 3_600_000)),
	'an expiry beyond all': (place, key) => place.setPart(key, 1, '9'.repeat(16)),
	'an expiry in the past': (place, key) => place.setPart(key, 1, time(1)),
	'an index that ends beyond all': (place, key) => place.setPart(key, 2, '9'.repeat(16)),
	'an index that is no number': (place, key) => place.setPart(key, 2, '-'.repeat(16)),
	'a version that is no number': (place, key) => place.setPart(key, 3, 'one'),
	'a version with zeros in front': (place, key) => place.setPart(key, 3, '007'),
	'a version beyond all': (place, key) => place.setPart(key, 3, '9'.repeat(16)),
	'a version of too many digits': (place, key) => place.setPart(key, 3, '9'.repeat(30)),
	'a subject that is a pattern': (place, key) => place.setPart(key, 4, '*'),
	'a subject without an end': (place, key) => place.setPart(key, 4, 'a'.repeat(1000)),
	'data that is no Base64': (place, key) => place.setPart(key, 5, '!?'.repeat(50)),
	'data of one character': (place, key) => place.setPart(key, 5, 'A'),
	'one part more': (place, key) => place.setPart(key, 5, 'AAAA.AAAA'),
};

for (const client of ['redis', 'ioredis']) {
	testRecords(test, { name: `Redis by ${client}`, open: () => open(client), tampering }, { data: 200, bytes: 400 });
}
