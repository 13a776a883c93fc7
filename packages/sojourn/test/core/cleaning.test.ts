import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createSessions, type Sessions, type Store } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

async function begin(sessions: Sessions): Promise<void> {
	const session = sessions.open(null);
	await session.set('user', 'ann');
	await sessions.commit(session, new Headers());
}

function countIn(store: Store, now: number): Promise<number> {
	return Promise.resolve(store.count({ now, signal: new AbortController().signal }));
}

test('expired records are removed without being asked for, by a timer that the first commit starts', async (context) => {
	context.mock.timers.enable({ apis: ['setInterval'] });
	let now = 1_800_000_000_000;
	const store = memoryStore();
	const sessions = createSessions({ store, secret, maxAge: 10, clock: () => now });
	await begin(sessions);
	now += 9000;
	await begin(sessions);
	now += 2000;
	// Asked at a time when both were valid, so that what is no longer there was removed.
	assert.equal(await countIn(store, now - 3000), 2);
	context.mock.timers.tick(30_000);
	await new Promise((resolve) => setImmediate(resolve));
	assert.equal(await countIn(store, now - 3000), 1);
	await sessions.close();
});

test('the ids of ended cookie sessions are removed in the same way, once no copy of their cookies opens any more', async (context) => {
	context.mock.timers.enable({ apis: ['setInterval'] });
	let now = 1_800_000_000_000;
	const revocations = memoryStore();
	const store = cookieStore({ revocations });
	const sessions = createSessions({ store, secret, maxAge: 10, absoluteMaxAge: 20, clock: () => now });
	const session = sessions.open(null);
	await session.set('user', 'ann');
	await session.save();
	await session.destroy();
	assert.equal(await countIn(revocations, now), 1);
	now += 21_000;
	context.mock.timers.tick(30_000);
	await new Promise((resolve) => setImmediate(resolve));
	assert.equal(await countIn(revocations, now - 10_000), 0);
	await sessions.close();
});

test('every expired session is gone within a minute of its expiry, however many there are', async (context) => {
	context.mock.timers.enable({ apis: ['setInterval'] });
	let now = 1_800_000_000_000;
	const store = memoryStore();
	const sessions = createSessions({ store, secret, maxAge: 10, clock: () => now });
	for (let count = 0; count < 3500; count += 1) await begin(sessions);
	now += 60_000;
	context.mock.timers.tick(60_000);
	// Asked for a time before all of them, so that one that was not removed is seen.
	while ((await store.scan(null, 1, { now: 0, signal: new AbortController().signal })).entries.length > 0) {
		await setTimeout(1);
	}
	await sessions.close();
});

test('purgeExpired removes all that has expired, and says how many', async () => {
	let now = 1_800_000_000_000;
	const sessions = createSessions({ store: memoryStore(), secret, maxAge: 10, clock: () => now });
	for (let count = 0; count < 2500; count += 1) await begin(sessions);
	assert.equal(await sessions.purgeExpired(), 0);
	now += 10_000;
	assert.equal(await sessions.purgeExpired(), 2500);
	assert.equal(await sessions.purgeExpired(), 0);
	await sessions.close();
});

/** A store in memory that removes what has expired in another way. */
function purgingBy(purge: Store['purge']): Store {
	return Object.assign(memoryStore(), { purge });
}

test('a store that removes a few at a time is asked until none is left', async () => {
	const left = [3, 1, 2, 0];
	const sessions = createSessions({ store: purgingBy(() => left.shift() ?? assert.fail('asked again')), secret });
	assert.equal(await sessions.purgeExpired(), 6);
	await sessions.close();
});

test('a round that fails is told once, and the next one tries again', async (context) => {
	context.mock.timers.enable({ apis: ['setInterval'] });
	const store = purgingBy(() => {
		throw new Error('no disk');
	});
	const sessions = createSessions({ store, secret });
	const told: Error[] = [];
	sessions.on('storeError', (error) => told.push(error));
	await begin(sessions);
	for (const rounds of [1, 2]) {
		context.mock.timers.tick(30_000);
		await setTimeout(1);
		assert.equal(told.length, rounds);
	}
	await sessions.close();
});

test('a round that lasts longer than the time between two is not joined by the next', async (context) => {
	context.mock.timers.enable({ apis: ['setInterval'] });
	const begun: PromiseWithResolvers<number>[] = [];
	const store = purgingBy(() => {
		const round = Promise.withResolvers<number>();
		begun.push(round);
		return round.promise;
	});
	const sessions = createSessions({ store, secret, deadline: 60_000 });
	await begin(sessions);
	context.mock.timers.tick(90_000);
	await setTimeout(1);
	assert.equal(begun.length, 1);
	begun[0]?.resolve(0);
	await setTimeout(1);
	context.mock.timers.tick(30_000);
	assert.equal(begun.length, 2);
	begun[1]?.resolve(0);
	await sessions.close();
});

test('a manager that was closed has no timer, and starts none', async (context) => {
	const timer = { unref() {} };
	const started = context.mock.method(globalThis, 'setInterval', () => timer);
	const stopped = context.mock.method(globalThis, 'clearInterval', () => {});
	const store = () => purgingBy(() => 0);
	const used = createSessions({ store: store(), secret });
	await begin(used);
	await used.close();
	assert.equal(started.mock.callCount(), 1);
	assert.deepEqual(stopped.mock.calls[0]?.arguments, [timer]);
	const unused = createSessions({ store: store(), secret });
	await unused.close();
	await begin(unused);
	assert.equal(started.mock.callCount(), 1);
});

test('where timers cannot be left alone, a batch follows every hundredth commit', async (context) => {
	// As in a Worker: an interval that would keep the process alive, and nothing to release it by.
	context.mock.method(globalThis, 'setInterval', () => 1);
	context.mock.method(globalThis, 'clearInterval', () => {});
	let now = 1_800_000_000_000;
	const store = memoryStore();
	const sessions = createSessions({ store, secret, maxAge: 10, clock: () => now });
	await begin(sessions);
	now += 10_000;
	for (let commits = 2; commits <= 99; commits += 1) await begin(sessions);
	assert.equal(await countIn(store, now - 5000), 99, 'the one that expired is still there');
	await begin(sessions);
	assert.equal(await countIn(store, now - 5000), 99, 'it went with the hundredth');
	await sessions.close();
});

test('neither the timer nor a manager that was not closed keeps the process alive', () => {
	const script = `
		import { createSessions } from '${new URL('../../src/index.ts', import.meta.url).href}';
		import { memoryStore } from '${new URL('../../src/stores/memory.ts', import.meta.url).href}';
		const sessions = createSessions({ store: memoryStore(), secret: '${secret}' });
		const session = sessions.open(null);
		await session.set('user', 'ann');
		await sessions.commit(session, new Headers());
		console.log('stored');`;
	const { stdout, status, signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
		encoding: 'utf8',
		timeout: 20_000,
	});
	assert.deepEqual([stdout.trim(), status, signal], ['stored', 0, null]);
});
