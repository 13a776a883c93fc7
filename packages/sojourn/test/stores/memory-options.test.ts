import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSessions, type UntypedData } from 'sojourn';
import { type MemoryStoreOptions, memoryStore } from 'sojourn/memory';
import { call, keyOf, record } from 'sojourn/testing';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';

const now = 1_800_000_000_000;
const hour = 3_600_000;

/** Which of the records numbered 1 to `last` are there. Looked for by scan, which is no use of a session. */
async function standing(store: ReturnType<typeof memoryStore>, last: number, at: number = now): Promise<number[]> {
	const { entries } = await store.scan(null, last, call(at));
	const keys = new Set(entries.map(({ key }) => key));
	return Array.from({ length: last }, (_, index) => index + 1).filter((number) => keys.has(keyOf(number)));
}

test('a maximum that is no whole number from 3 on is refused by the name of the option', () => {
	for (const max of [0, 1, 2, -1, 3.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
		assert.throws(() => memoryStore({ max }), { name: 'TypeError', message: /"max" of memoryStore/ });
	}
	for (const max of ['10', null]) {
		const options = { max } as unknown as MemoryStoreOptions;
		assert.throws(() => memoryStore(options), { name: 'TypeError', message: /"max" of memoryStore/ });
	}
});

test('sealed is false unless asked for, and anything but true and false is refused', () => {
	assert.equal(memoryStore().capabilities.sealed, false);
	assert.equal(memoryStore({ sealed: true }).capabilities.sealed, true);
	const options = { sealed: 'yes' } as unknown as MemoryStoreOptions;
	assert.throws(() => memoryStore(options), { name: 'TypeError', message: /"sealed" of memoryStore/ });
});

test('beyond the maximum a new session takes the place of the one unused for the longest time', async () => {
	const store = memoryStore({ max: 4 });
	for (const number of [1, 2, 3, 4]) store.create(keyOf(number), record(now + hour), call(now));
	store.read(keyOf(1), call(now));
	store.touch(keyOf(2), now + 2 * hour, 1, call(now));
	store.replace(keyOf(3), record(now + hour, { version: 2 }), 1, call(now));
	store.create(keyOf(5), record(now + hour), call(now));
	assert.deepEqual(await standing(store, 5), [1, 2, 3, 5]);
	store.create(keyOf(6), record(now + hour), call(now));
	assert.deepEqual(await standing(store, 6), [2, 3, 5, 6]);
});

test('what has expired makes room before anything that is still valid', async () => {
	const store = memoryStore({ max: 3 });
	store.create(keyOf(1), record(now + 2 * hour), call(now));
	store.create(keyOf(2), record(now + hour), call(now));
	store.create(keyOf(3), record(now + 2 * hour), call(now));
	store.create(keyOf(4), record(now + 3 * hour), call(now + hour));
	assert.deepEqual(await standing(store, 4, now + hour), [1, 3, 4]);
});

test('a session made to leave is found by its subject no more', () => {
	const store = memoryStore({ max: 3 });
	store.create(keyOf(1), record(now + hour, { subject: 'subject' }), call(now));
	for (const number of [2, 3, 4]) store.create(keyOf(number), record(now + hour), call(now));
	assert.deepEqual(store.findBySubject('subject', 100, call(now)), []);
});

test('under the least maximum a session moves to new ids as often as it will', async () => {
	const sessions = createSessions<UntypedData>({
		store: memoryStore({ max: 3 }),
		secret,
	});
	const ann = new Visitor(sessions);
	for (const round of [1, 2, 3]) {
		await ann.visit(async (session) => {
			await session.set('round', round);
			await session.identify(`ann ${round}`);
			for (let count = 0; count < 3; count += 1) await session.regenerate();
		});
		assert.equal(ann.last.status, 200);
		assert.equal(await ann.visit((session) => session.get('round')), round);
		assert.equal((await sessions.list(`ann ${round}`)).length, 1);
	}
	await sessions.close();
});

test('a create that is refused makes nobody leave', async () => {
	const store = memoryStore({ max: 3 });
	for (const number of [1, 2, 3]) store.create(keyOf(number), record(now + hour), call(now));
	assert.equal(store.create(keyOf(2), record(now + hour), call(now)), false);
	assert.deepEqual(await standing(store, 3), [1, 2, 3]);
});

test('every call is answered at once, without a promise', () => {
	const store = memoryStore();
	const answers = [
		store.create(keyOf(1), record(now + hour, { subject: 'subject' }), call(now)),
		store.read(keyOf(1), call(now)),
		store.replace(keyOf(1), record(now + hour, { version: 2 }), 1, call(now)),
		store.touch(keyOf(1), now + hour, 2, call(now)),
		store.findBySubject('subject', 100, call(now)),
		store.count(call(now)),
		store.scan(null, 10, call(now)),
		store.purge(10, call(now)),
		store.delete(keyOf(1), null, call(now)),
	];
	assert.deepEqual(
		answers.filter((answer) => answer instanceof Promise),
		[],
	);
});

test('close forgets every session', async () => {
	for (const store of [memoryStore(), memoryStore({ max: 10 })]) {
		store.create(keyOf(1), record(now + hour, { subject: 'subject' }), call(now));
		await store.close();
		assert.equal(store.read(keyOf(1), call(now)), null);
		assert.deepEqual(store.findBySubject('subject', 100, call(now)), []);
		assert.equal(store.count(call(now)), 0);
	}
});

test('a session of 300 bytes takes at most 700 bytes of heap and buffers', () => {
	setFlagsFromString('--expose-gc');
	const collect: () => void = runInNewContext('gc');
	const used = () => {
		collect();
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		return heapUsed + arrayBuffers;
	};
	const sessions = 200_000;
	const data = randomBytes(300);
	const before = used();
	const store = memoryStore();
	for (let number = 0; number < sessions; number += 1) {
		const key = randomBytes(32).toString('hex');
		store.create(key, { data, version: 1, expiresAt: now + hour + number, subject: null }, call(now));
	}
	const each = (used() - before) / sessions;
	assert.ok(each <= 700, `a session takes ${each.toFixed(0)} bytes`);
	assert.equal(store.count(call(now)), sessions);
});
