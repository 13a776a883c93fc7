import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '../../src/contract/store.ts';
import { unsupportedByStore } from '../../src/contract/unsupported.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { type StoreSubject, testStore } from '../../src/testing/store.ts';
import { storeCases } from '../../src/testing/store-cases.ts';
import { changed, type Fault } from './fault.ts';
import { expiryFaults } from './faults/expiry.ts';
import { listingFaults } from './faults/listing.ts';
import { parallelFaults } from './faults/parallel.ts';
import { subjectFaults } from './faults/subjects.ts';
import { valueFaults } from './faults/values.ts';
import { versionFaults } from './faults/versions.ts';

const faults: readonly Fault[] = [
	...valueFaults,
	...expiryFaults,
	...versionFaults,
	...subjectFaults,
	...listingFaults,
	...parallelFaults,
];

/** The tests that the kit registers for a store, by the name of their case. */
function testsOf(subject: StoreSubject): ReadonlyMap<string, () => Promise<void>> {
	const runs: (() => Promise<void>)[] = [];
	testStore((_, run) => runs.push(run), subject);
	return new Map(storeCases.map(({ name }, index) => [name, runs[index] ?? assert.fail('A case was not registered.')]));
}

/** Opens a store that is right but for some methods, as its own second instance. */
function subjectOf(changes: (right: Store) => Partial<Store>): StoreSubject {
	return {
		name: 'changed',
		open() {
			const right = memoryStore();
			const store = changed(right, changes(right));
			return { first: store, second: store, dispose() {} };
		},
	};
}

for (const { does, caughtBy, open } of faults) {
	test(`the kit notices a store that ${does}`, async () => {
		const tests = testsOf({ name: 'faulty', open });
		for (const name of caughtBy) {
			const run = tests.get(name) ?? assert.fail(`There is no case named '${name}'.`);
			await assert.rejects(run, (error: Error) => error.name !== 'TypeError' && error.message.length > 20, name);
		}
	});
}

test('every case of the kit fails for some store', () => {
	const caught = new Set(faults.flatMap(({ caughtBy }) => caughtBy));
	const idle = storeCases.map(({ name }) => name).filter((name) => !caught.has(name));
	assert.deepEqual(idle, []);
});

test('a store that declares little and refuses the rest is right', async () => {
	const refuse = (method: string) => () => {
		throw unsupportedByStore('plain', method);
	};
	const plain = subjectOf((right) => ({
		capabilities: { ...right.capabilities, subjects: false, purge: false, count: false, scan: false, close: false },
		findBySubject: refuse('findBySubject'),
		purge: refuse('purge'),
		count: refuse('count'),
		scan: refuse('scan'),
		close: refuse('close'),
	}));
	for (const run of testsOf(plain).values()) await run();
});

test('a store that does not declare atomic is asked by one caller at a time', async () => {
	let calls = 0;
	const alone = subjectOf((right) => ({
		capabilities: { ...right.capabilities, atomic: false },
		async replace(key, record, version, call) {
			call.signal.throwIfAborted();
			const kept = { ...record, data: new Uint8Array(record.data) };
			calls += 1;
			assert.equal(calls, 1);
			await Promise.resolve();
			calls -= 1;
			return right.replace(key, kept, version, call);
		},
	}));
	for (const run of testsOf(alone).values()) await run();
});

test('the clock of a case never goes back', async () => {
	const forward = subjectOf((right) => {
		let latest = 0;
		const at = <T extends { readonly now: number }>(call: T): T => {
			assert.ok(call.now >= latest);
			latest = call.now;
			return call;
		};
		return {
			read: (key, call) => right.read(key, at(call)),
			create: (key, record, call) => right.create(key, record, at(call)),
			replace: (key, record, version, call) => right.replace(key, record, version, at(call)),
			touch: (key, expiresAt, version, call) => right.touch(key, expiresAt, version, at(call)),
			delete: (key, version, call) => right.delete(key, version, at(call)),
			findBySubject: (subject, limit, call) => right.findBySubject(subject, limit, at(call)),
			purge: (limit, call) => right.purge(limit, at(call)),
			count: (call) => right.count(at(call)),
			scan: (cursor, limit, call) => right.scan(cursor, limit, at(call)),
		};
	});
	for (const run of testsOf(forward).values()) await run();
});

test('what a case opened is disposed of, whether it failed or not', async () => {
	for (const does of ['passes', 'fails'] as const) {
		let disposed = 0;
		const subject: StoreSubject = {
			name: does,
			open() {
				const right = memoryStore();
				const store = does === 'passes' ? right : changed(right, { read: () => null, name: '' });
				return {
					first: store,
					second: store,
					async dispose() {
						disposed += 1;
					},
				};
			},
		};
		const outcomes = await Promise.allSettled([...testsOf(subject).values()].map((run) => run()));
		assert.equal(disposed, outcomes.length);
		assert.equal(
			outcomes.every(({ status }) => status === 'fulfilled'),
			does === 'passes',
		);
	}
});
