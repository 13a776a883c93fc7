import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { createClient } from 'redis';
import { anyRedis } from '../../../../test/servers/redis.ts';
import { SojournError, type Store } from '../../src/index.ts';
import { redisStore } from '../../src/redis.ts';
import { call, keyOf, record } from '../../src/testing/records.ts';
import { openBy } from './support/redis-clients.ts';
import { removeKeys } from './support/redis-subject.ts';

const redis = await anyRedis();
const admin = await createClient({ url: redis.url }).connect();
after(async () => {
	admin.destroy();
	await redis[Symbol.asyncDispose]();
});

const now = Date.now();
const expiresAt = now + 3_600_000;

type Commands = Readonly<Record<string, (key: string) => string[]>>;

/** What no store of ours puts under a key, by the command that puts it there. */
const foreign: Commands = {
	'a hash': (key) => ['HSET', key, 'field', 'value'],
	'a list': (key) => ['RPUSH', key, 'value'],
	'a set': (key) => ['SADD', key, 'value'],
};

/** Texts that are no records. */
const damaged: Commands = {
	'a text': (key) => ['SET', key, '{"user":"ann"}'],
	'an empty text': (key) => ['SET', key, ''],
	bytes: (key) => ['SET', key, '\0\u{1}\u{ff}'],
	'a record of a newer format': (key) => ['SET', key, `sojourn2.${'0'.repeat(16)}.${'0'.repeat(16)}.1..`],
};

const calls: Readonly<Record<string, (store: Store) => unknown>> = {
	read: (store) => store.read(keyOf(1), call(now)),
	create: (store) => store.create(keyOf(1), record(expiresAt), call(now)),
	replace: (store) => store.replace(keyOf(1), record(expiresAt, { version: 2 }), 1, call(now)),
	touch: (store) => store.touch(keyOf(1), expiresAt, 1, call(now)),
	delete: (store) => store.delete(keyOf(1), 1, call(now)),
};

/** Deletes what stands under the key, whichever version it is. */
const deleteAny: (typeof calls)[string] = (store) => store.delete(keyOf(1), null, call(now));

/** Runs on a store under a prefix of its own, which is removed afterwards. */
async function withStore(client: string, run: (store: Store, prefix: string) => Promise<void>): Promise<void> {
	const prefix = `sojourn-test-${randomUUID()}:`;
	const { client: connected, close } = (await openBy[client]?.(redis.url)) ?? assert.fail();
	try {
		await run(redisStore(connected, { prefix }), prefix);
	} finally {
		close();
		await removeKeys(redis.url, prefix);
	}
}

/** Checks that all these calls are refused with a code, and change nothing. */
async function refuse(refused: typeof calls, store: Store, key: string, code: string, what: string): Promise<void> {
	const before = await admin.dump(key);
	for (const [method, make] of Object.entries(refused)) {
		await assert.rejects(async () => make(store), hasCode(code), `${method} of ${what}`);
	}
	assert.deepEqual(await admin.dump(key), before, `${what} is as it was`);
	assert.equal(await admin.pTTL(key), -1, 'and does not expire');
}

function hasCode(code: string): (error: unknown) => boolean {
	return (error) => error instanceof SojournError && error.code === code;
}

for (const client of Object.keys(openBy)) {
	test(`a key that is not ours is SOJOURN_STORE_SCHEMA for every call, and left alone (${client})`, () =>
		withStore(client, async (store, prefix) => {
			for (const [name, put] of Object.entries(foreign)) {
				const key = prefix + keyOf(1);
				await admin.sendCommand(put(key));
				await refuse({ ...calls, deleteAny }, store, key, 'SOJOURN_STORE_SCHEMA', name);
				await admin.del(key);
			}
		}));

	test(`a text that is no record is SOJOURN_RECORD_UNREADABLE for every call, and left alone until it is deleted as it stands (${client})`, () =>
		withStore(client, async (store, prefix) => {
			for (const [name, put] of Object.entries(damaged)) {
				const key = prefix + keyOf(1);
				await admin.sendCommand(put(key));
				await refuse(calls, store, key, 'SOJOURN_RECORD_UNREADABLE', name);
				assert.equal(await deleteAny(store), 'done');
				assert.equal(await admin.exists(key), 0, `${name} is gone`);
			}
		}));

	test(`what goes through many keys passes over those that hold something else (${client})`, () =>
		withStore(client, async (store, prefix) => {
			await store.create(keyOf(1), record(expiresAt, { subject: 'ann' }), call(now));
			for (const [index, put] of Object.values({ ...foreign, ...damaged }).entries())
				await admin.sendCommand(put(prefix + keyOf(2 + index)));
			await admin.sendCommand(['SET', `${prefix}note`, 'of somebody else']);
			await store.create(keyOf(20), record(expiresAt, { subject: 'ann' }), call(now));
			await admin.sendCommand(['SET', prefix + keyOf(20), 'of somebody else']);
			const seen: string[] = [];
			for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
				const page = await store.scan(cursor, 100, call(now));
				seen.push(...page.entries.map(({ key }) => key));
				cursor = page.cursor;
			}
			assert.deepEqual([...new Set(seen)], [keyOf(1)]);
			assert.deepEqual(await store.findBySubject('ann', 100, call(now)), [{ key: keyOf(1), expiresAt }]);
		}));

	test(`the index of a subject that is something else is SOJOURN_STORE_SCHEMA, and no session is begun beside it (${client})`, () =>
		withStore(client, async (store, prefix) => {
			const index = `${prefix}subject:ann`;
			await admin.sendCommand(['SET', index, 'of somebody else']);
			const create = async () => store.create(keyOf(1), record(expiresAt, { subject: 'ann' }), call(now));
			await assert.rejects(create, hasCode('SOJOURN_STORE_SCHEMA'));
			await assert.rejects(async () => store.findBySubject('ann', 100, call(now)), hasCode('SOJOURN_STORE_SCHEMA'));
			assert.equal(await admin.get(index), 'of somebody else');
			assert.equal(await store.read(keyOf(1), call(now)), null);
		}));
}
