import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SojournError } from '../../src/contract/errors.ts';
import { Lanes } from '../../src/core/records/lanes.ts';
import type { SessionSnapshot, StateChange } from '../../src/core/state/session-snapshot.ts';
import { newState } from '../../src/core/state/state.ts';
import { Budget } from '../../src/core/store-calls/budget.ts';

/** One write, which ends when the test says so. */
interface Write {
	readonly base: SessionSnapshot;
	readonly changes: readonly StateChange[];
	readonly budget: Budget;
	readonly end: PromiseWithResolvers<SessionSnapshot>;
}

/** Lanes, and the writes that they have begun. */
function lanesAndWrites(): { readonly lanes: Lanes; readonly writes: Write[] } {
	const writes: Write[] = [];
	const lanes = new Lanes((base, changes, budget) => {
		const end = Promise.withResolvers<SessionSnapshot>();
		writes.push({ base, changes, budget, end });
		return end.promise;
	});
	return { lanes, writes };
}

function session(version: number, ending: SessionSnapshot['ending'] = null, key = 'the key'): SessionSnapshot {
	const limits = { idle: 600, absolute: 3600, browser: false };
	return {
		id: new Uint8Array(32),
		key,
		records: null,
		cookieCurrent: true,
		state: newState(0, limits),
		version,
		subjectTag: null,
		ending,
		recordCurrent: true,
	};
}

const budgetOf = (milliseconds: number): Budget => new Budget('test', milliseconds, Date.now, () => {});
const change = (): StateChange => (state) => ({ ...state });

/** Lets everything go on that waits for nothing from outside. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('there is one write to a session at a time, and what comes meanwhile is in the next', async () => {
	const { lanes, writes } = lanesAndWrites();
	const [first, second, third, fourth] = [change(), change(), change(), change()];
	const budget = budgetOf(10_000);
	const done = [lanes.change(session(1), first, budget)];
	done.push(lanes.change(session(1), second, budget), lanes.change(session(1), third, budget));
	await settled();
	assert.equal(writes.length, 1);
	writes[0]?.end.resolve(session(2));
	await settled();
	assert.deepEqual(writes[1]?.changes, [second, third]);
	done.push(lanes.change(session(1), fourth, budget));
	await settled();
	assert.equal(writes.length, 2, 'one that comes during the second waits for that');
	writes[1]?.end.resolve(session(3));
	await settled();
	assert.deepEqual(writes[2]?.changes, [fourth]);
	writes[2]?.end.resolve(session(4));
	assert.deepEqual(
		(await Promise.all(done)).map(({ version }) => version),
		[2, 3, 3, 4],
	);
});

for (const [name, read, known, base] of [
	['newer than what its request has read', session(1), session(2), 2],
	['older than what its request has read', session(3), session(2), 3],
	['that it is over', session(3), session(2, 'moved'), 2],
] as const) {
	test(`a write goes by what the last one left, ${name}`, async () => {
		const { lanes, writes } = lanesAndWrites();
		const first = lanes.change(session(1), change(), budgetOf(10_000));
		const second = lanes.change(read, change(), budgetOf(10_000));
		writes[0]?.end.resolve(known);
		await first;
		await settled();
		assert.equal(writes[1]?.base.version, base);
		writes[1]?.end.resolve(session(4));
		await second;
	});
}

test('a change that left the one it waited for is made once, and whoever comes then waits for it', async () => {
	const { lanes, writes } = lanesAndWrites();
	const [first, impatient, patient, late] = [change(), change(), change(), change()];
	const done = [lanes.change(session(1), first, budgetOf(10_000))];
	done.push(lanes.change(session(1), impatient, budgetOf(400)), lanes.change(session(1), patient, budgetOf(10_000)));
	await until(() => writes.length === 2);
	assert.deepEqual(writes[1]?.changes, [impatient], 'it waits for a part of its time');
	writes[0]?.end.resolve(session(2));
	await settled();
	assert.deepEqual(writes[2]?.changes, [patient], 'it is not made by the others too');
	writes[2]?.end.resolve(session(3));
	await settled();
	done.push(lanes.change(session(1), late, budgetOf(10_000)));
	await settled();
	assert.equal(writes.length, 3, 'its own write is still under way');
	writes[1]?.end.resolve(session(4));
	await settled();
	assert.deepEqual(writes[3]?.changes, [late]);
	writes[3]?.end.resolve(session(5));
	await Promise.all(done);
});

test('a merged write has the time of whoever has most of it left', async () => {
	const { lanes, writes } = lanesAndWrites();
	const budgets = [budgetOf(10_000), budgetOf(30_000), budgetOf(20_000)];
	const done = [lanes.change(session(1), change(), budgetOf(10_000))];
	for (const budget of budgets) done.push(lanes.change(session(1), change(), budget));
	writes[0]?.end.resolve(session(2));
	await settled();
	assert.equal(writes[1]?.budget, budgets[1]);
	writes[1]?.end.resolve(session(3));
	await Promise.all(done);
});

test('a merged write of unknown outcome fails for all, and none of its changes is made again', async () => {
	const { lanes, writes } = lanesAndWrites();
	const first = lanes.change(session(1), change(), budgetOf(10_000));
	const merged = [1, 2].map(() => Promise.resolve(lanes.change(session(1), change(), budgetOf(10_000))));
	const outcomes = Promise.allSettled(merged);
	writes[0]?.end.resolve(session(2));
	await first;
	await settled();
	writes[1]?.end.reject(new SojournError('SOJOURN_STORE_TIMEOUT', 'It did not answer.'));
	assert.deepEqual(
		(await outcomes).map(({ status }) => status),
		['rejected', 'rejected'],
	);
	assert.equal(writes.length, 2);
});

test('whose change is in the write of another, and is not answered in time, is told that its outcome is unknown', async () => {
	const { lanes, writes } = lanesAndWrites();
	const first = lanes.change(session(1), change(), budgetOf(10_000));
	const leader = lanes.change(session(1), change(), budgetOf(10_000));
	const other = lanes.change(session(1), change(), budgetOf(100));
	writes[0]?.end.resolve(session(2));
	await first;
	await assert.rejects(Promise.resolve(other), { code: 'SOJOURN_STORE_TIMEOUT' });
	writes[1]?.end.resolve(session(3));
	await leader;
});

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Far longer than keys are, so that it can be seen in memory whether one is left there. */
const keyLength = 10_000;

/** What requests do with one session. */
type Serve = (lanes: Lanes, session: SessionSnapshot) => readonly unknown[];

const ways: Readonly<Record<string, Serve>> = {
	stored: (lanes, each) => [1, 2, 3].map(() => lanes.change(each, change(), budgetOf(10_000))),
	moved: (lanes, each) => [lanes.alone(each, budgetOf(10_000), async (base) => ({ ...base, ending: 'moved' }))],
	refused: (lanes, each) => [
		lanes.alone(each, budgetOf(10_000), () => Promise.reject(new SojournError('SOJOURN_CONFLICT', 'It was outrun.'))),
	],
	'stored without waiting for each other': (lanes, each) =>
		[10_000, 1, 1].map((time) => lanes.change(each, change(), budgetOf(time))),
};

for (const [how, serve] of Object.entries(ways)) {
	test(`memory does not grow by sessions that were ${how}`, async () => {
		const slowly = how.includes('without waiting');
		const lanes = new Lanes(async (base) => {
			await new Promise((resolve) => (slowly ? setTimeout(resolve, 10) : setImmediate(resolve)));
			return base;
		});
		const serveFrom = async (first: number, count: number): Promise<void> => {
			const keys = Array.from({ length: count }, (_, offset) => String(first + offset).padStart(keyLength, '0'));
			await Promise.allSettled(keys.flatMap((key) => serve(lanes, session(1, null, key))));
		};
		const bytesInUse = async (): Promise<number> => {
			// What was served last may still be on the stack.
			await serveFrom(0, 1);
			await settled();
			collectGarbage();
			return process.memoryUsage().heapUsed;
		};
		await serveFrom(0, 100);
		const before = await bytesInUse();
		for (let first = 0; first < 1000; first += 100) await serveFrom(first, 100);
		const bytes = ((await bytesInUse()) - before) / 1000;
		assert.ok(bytes < keyLength / 2, `${bytes.toFixed(0)} bytes a session`);
	});
}
