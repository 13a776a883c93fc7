import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { createSerializer } from '../../src/codec/serializer.ts';
import { assertSame } from './support/same.ts';
import { jsonValue, storableValue } from './support/values.ts';

const serializer = createSerializer();

function assertSurvives(value: unknown): void {
	assertSame(serializer.parse(serializer.stringify(value)), value);
}

test('every value of every kind, within every other, comes back as it went in, as a copy', () => {
	fc.assert(fc.property(storableValue, assertSurvives), { numRuns: 3000 });
});

test('a copy of a copy is the same text', () => {
	fc.assert(
		fc.property(storableValue, (value) => {
			const text = serializer.stringify(value);
			assert.equal(serializer.stringify(serializer.parse(text)), text);
		}),
		{ numRuns: 1000 },
	);
});

test('what JSON holds is stored as JSON writes it, and read as JSON reads it', () => {
	fc.assert(
		fc.property(jsonValue, (value) => {
			const text = serializer.stringify(value);
			assert.equal(text, JSON.stringify(value));
			assertSame(serializer.parse(text), JSON.parse(text));
		}),
		{ numRuns: 2000 },
	);
});

test('the text is well-formed, whatever half pairs the value holds, so that UTF-8 can carry it', () => {
	fc.assert(
		fc.property(storableValue, (value) => {
			assert.ok(serializer.stringify(value).isWellFormed());
		}),
		{ numRuns: 1000 },
	);
});

test('values with the names of prototypes as keys come back as own keys, and no prototype is touched', () => {
	const key = '__proto__';
	for (const since of [0, new Date(0)]) {
		const value = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"a":[]}');
		value.a.push(since);
		const copy = serializer.parse(serializer.stringify(value));
		assertSame(copy, value);
		assert.ok(Object.hasOwn(copy as object, key));
		assert.equal(Reflect.get({}, 'admin'), undefined);
	}
});

test('a key that JSON writes with an escape is not taken for the key of another object', () => {
	// Each pair begins alike in JSON text; V8's JSON.parse confuses them (nodejs/node#63785).
	for (const [poison, key] of [
		['\\', '"'],
		['\\', '\n'],
		['role\\', 'role"'],
		['x\\n', 'x\ny'],
		['x\\', 'x\ud800'],
	] as const) {
		for (const last of [1, 1n]) {
			const [poisonous, value] = [poison, key].map((name) =>
				Object.fromEntries([
					['id', 1],
					[name, last],
				]),
			);
			assertSurvives(poisonous);
			JSON.parse(JSON.stringify({ id: 1, [poison]: 1 }));
			assertSurvives(value);
		}
	}
});

test('an object without a prototype comes back as a plain one', () => {
	const value = Object.assign(Object.create(null), { id: 1 });
	assert.equal(Object.getPrototypeOf(serializer.parse(serializer.stringify(value))), Object.prototype);
});

test('plain objects and arrays of another realm are stored as the plain objects and arrays they are', () => {
	const value = runInNewContext('({ rows: [{ id: 1 }] })');
	assert.deepEqual(serializer.parse(serializer.stringify(value)), { rows: [{ id: 1 }] });
});

test('a getter is read once, and what it gave then is what is stored', () => {
	for (const first of [1, new Date(5)]) {
		let reads = 0;
		const value = {
			get visits() {
				reads += 1;
				return reads === 1 ? first : () => 'never stored';
			},
		};
		const copy = serializer.parse(serializer.stringify(value));
		assert.equal(reads, 1);
		assertSame(copy, { visits: first });
	}
});

test('an object that stands in two places comes back as two', () => {
	const shared = { id: 1 };
	const copy = serializer.parse(serializer.stringify({ a: shared, b: [shared] })) as { a: object; b: object[] };
	assert.deepEqual(copy, { a: { id: 1 }, b: [{ id: 1 }] });
	assert.notEqual(copy.a, copy.b[0]);
});

test('a view comes back with its own bytes only, in memory of its own', () => {
	const memory = new TextEncoder().encode('secret before, value, secret after');
	const view = memory.subarray(15, 20);
	const text = serializer.stringify([view, Buffer.from(view.buffer, 15, 5)]);
	const copies = serializer.parse(text) as [Uint8Array, Buffer];
	for (const copy of copies) assert.equal(copy.buffer.byteLength, 5);
	assert.equal(copies[1].toString(), 'value');
});

test('dates that a test’s clock made are dates', (context) => {
	context.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 });
	const copy = serializer.parse(serializer.stringify({ since: new Date() })) as { since: Date };
	assert.equal(copy.since.getTime(), 1_800_000_000_000);
});
