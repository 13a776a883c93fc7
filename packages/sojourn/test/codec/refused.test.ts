import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { createSerializer } from '../../src/codec/serializer.ts';
import { UnsupportedValueError } from '../../src/codec/unsupported-value-error.ts';
import { storableValue } from './support/values.ts';

const serializer = createSerializer();

class Money {
	readonly cents: number = 1;
}

class Moment extends Date {}

class Tags extends Array {}

function cycle(): object {
	const user: { friends: object[] } = { friends: [] };
	user.friends.push({ of: user });
	return user;
}

function deep(levels: number): unknown {
	let value: unknown = 'bottom';
	for (let level = 0; level < levels; level += 1) value = [value];
	return value;
}

function withGap(index: number): unknown[] {
	const array = [1, 2, 3];
	delete array[index];
	return array;
}

/** What cannot be stored, with where it stands in itself and what it is said to be. */
const refused: readonly (readonly [what: string, value: unknown, path: string, kind: string])[] = [
	['a function', () => 1, '', 'a function'],
	['a class', Money, '', 'a function'],
	['a symbol', Symbol('secret'), '', 'a symbol'],
	['undefined', undefined, '', 'undefined'],
	['undefined as a property', { a: undefined }, 'a', 'undefined'],
	['undefined as an element', [1, undefined], '[1]', 'undefined'],
	['a method named toJSON', { toJSON: () => 'something else' }, 'toJSON', 'a function'],
	['an object with a symbol as a key', { a: { [Symbol('secret')]: 1 } }, 'a', 'an object with a symbol as a key'],
	['an object of a class', new Money(), '', 'an object of the class Money'],
	['an object of a class that extends Date', new Moment(), '', 'an object of the class Moment'],
	['an object of a class that extends Array', new Tags(), '', 'an object of the class Tags'],
	['an object of a class without a name', new (class {})(), '', 'an object of the class without a name'],
	['a boxed number', Object(1), '', 'an object of the class Number'],
	['a boxed string', Object('a'), '', 'an object of the class String'],
	['a boxed boolean', Object(true), '', 'an object of the class Boolean'],
	['a boxed BigInt', Object(1n), '', 'an object of the class BigInt'],
	['a WeakMap', new WeakMap(), '', 'an object of the class WeakMap'],
	['a WeakSet', new WeakSet(), '', 'an object of the class WeakSet'],
	['a WeakRef', new WeakRef({}), '', 'an object of the class WeakRef'],
	['a promise', Promise.resolve(1), '', 'an object of the class Promise'],
	['shared memory', new SharedArrayBuffer(1), '', 'an object of the class SharedArrayBuffer'],
	['URL parameters', new URLSearchParams('a=1'), '', 'an object of the class URLSearchParams'],
	['headers', new Headers(), '', 'an object of the class Headers'],
	['a blob', new Blob([]), '', 'an object of the class Blob'],
	['an empty place in an array', withGap(1), '[1]', 'an empty place in an array'],
	['an array of empty places', new Array(4_294_967_295), '[0]', 'an empty place in an array'],
	['a property added to an array', 'ab'.match(/a/), 'index', 'a property that was added to an array'],
	['a property added to an array with a gap', Object.assign(withGap(0), { a: 1 }), '[0]', 'an empty place in an array'],
	[
		'a property added to a Map',
		Object.assign(new Map(), { a: 1 }),
		'a',
		'a property that was added to an object of the class Map',
	],
	['what only looks like a Date', Object.create(Date.prototype), '', 'a Date that could not be encoded'],
	['what only looks like a Map', Object.create(Map.prototype), '', 'a Map that could not be encoded'],
	['what only looks like bytes', Object.create(Uint8Array.prototype), '', 'a Uint8Array that could not be encoded'],
	['an object that contains itself', cycle(), 'friends[0].of', 'part of a cycle'],
	['201 arrays in each other', deep(201), '[0]'.repeat(200), 'nested deeper than 200 levels'],
];

function refusalOf(value: unknown): UnsupportedValueError {
	try {
		serializer.stringify(value);
	} catch (error) {
		assert.ok(error instanceof UnsupportedValueError, String(error));
		return error;
	}
	throw new Error('nothing was refused');
}

for (const [what, value, path, kind] of refused) {
	test(`refused, with the path to it: ${what}`, () => {
		const error = refusalOf(value);
		assert.equal(error.path, path);
		assert.equal(error.kind, kind);
		assert.ok(error.message.endsWith(`cannot be stored: it is ${kind}.`));
		assert.ok(!error.message.includes('secret'));
	});
}

/** A value that holds what cannot be stored, and the path to it. */
interface Hidden {
	readonly value: unknown;
	readonly path: string;
}

/** One more thing around it, with other values beside it. */
function around(inner: Arbitrary<Hidden>): Arbitrary<Hidden> {
	const beside = fc.array(storableValue, { maxLength: 2 });
	return fc
		.tuple(inner, beside, fc.constantFrom('array', 'object', 'quoted', 'map', 'key', 'set', 'cause'))
		.map(([{ value, path }, others, form]) => {
			const count = others.length;
			switch (form) {
				case 'array':
					return { value: [...others, value], path: `[${count}]${path}` };
				case 'object':
					return { value: { others, part: value }, path: `.part${path}` };
				case 'quoted':
					return { value: { 'first "name"': value }, path: `["first \\"name\\""]${path}` };
				case 'map':
					return {
						value: new Map([...others.map((other) => [{}, other] as const), [1, value]]),
						path: `[${count}][1]${path}`,
					};
				case 'key':
					return { value: new Map([[value, 1]]), path: `[0][0]${path}` };
				case 'set':
					return { value: new Set([...others.map((other) => [other]), value]), path: `[${count}]${path}` };
				default:
					return { value: new Error('outer', { cause: value }), path: `.cause${path}` };
			}
		});
}

test('wherever it stands, and whatever stands beside it, the path leads to what is refused', () => {
	const { hidden } = fc.letrec<{ hidden: Hidden }>((tie) => ({
		hidden: fc.oneof(
			{ depthSize: 'medium' },
			fc.constantFrom(undefined, () => 1, Symbol('secret'), new Money()).map((value) => ({ value, path: '' })),
			around(tie('hidden')),
		),
	}));
	fc.assert(
		fc.property(hidden, ({ value, path }) => {
			assert.equal(refusalOf(value).path, path.replace(/^\./, ''));
		}),
		{ numRuns: 1000 },
	);
});

test('200 levels are stored and read; what is stored can always be read', () => {
	assert.deepEqual(serializer.parse(serializer.stringify(deep(200))), deep(200));
	const marked = [deep(199), 1n];
	assert.deepEqual(serializer.parse(serializer.stringify(marked)), marked);
	fc.assert(
		fc.property(storableValue, fc.integer({ min: 1, max: 8 }), (value, maxDepth) => {
			const shallow = createSerializer({ maxDepth });
			let text: string;
			try {
				text = shallow.stringify(value);
			} catch (error) {
				assert.ok(error instanceof UnsupportedValueError);
				assert.equal(error.kind, `nested deeper than ${maxDepth} levels`);
				return;
			}
			shallow.parse(text);
		}),
		{ numRuns: 2000 },
	);
});

test('a few objects that are met many times within each other are refused before they fill the memory', () => {
	const around: Readonly<Record<string, (part: unknown) => unknown>> = {
		arrays: (part) => [part, part],
		objects: (part) => ({ left: part, right: part }),
		maps: (part) => new Map([['left', part] as const, ['right', part] as const]),
	};
	for (const [what, twice] of Object.entries(around)) {
		let value: unknown = 'ha';
		for (let level = 0; level < 60; level += 1) value = twice(value);
		assert.equal(refusalOf(value).kind, 'part of more than 1000000 values', what);
	}
	assert.ok(serializer.stringify(new Array(999_000).fill(1)), 'and a long list is stored');
});

test('a getter that throws ends the call with its own error', () => {
	const value = {
		get broken(): never {
			throw new RangeError('from the getter');
		},
	};
	assert.throws(() => serializer.stringify(value), { name: 'RangeError', message: 'from the getter' });
});

test('an object of a class that is only named as a standard one is refused', () => {
	class Link {
		readonly href = 'https://example.test/';
	}
	class Group {
		*[Symbol.iterator](): Iterator<number> {
			yield 1;
		}
	}
	class Pattern {
		readonly source = 'a';
		readonly flags = '';
		readonly lastIndex = 0;
	}
	for (const [name, Namesake] of Object.entries({ URL: Link, Set: Group, RegExp: Pattern })) {
		Object.defineProperty(Namesake, 'name', { value: name });
		assert.equal(refusalOf(new Namesake()).kind, `an object of the class ${name}`);
	}
});

test('what somebody has put on the prototype of all objects is stored with none of them', () => {
	const polluted = Object.prototype as { polluted?: unknown };
	polluted.polluted = { by: 'somebody' };
	try {
		assert.equal(serializer.stringify({ a: {}, b: [{}], c: 1n }), '~{"a":{},"b":[{}],"c":["~BigInt","1"]}');
	} finally {
		delete polluted.polluted;
	}
});

test('however long the names of properties are, the path to what is refused stays short', () => {
	const name = 'x'.repeat(1_000_000);
	assert.throws(
		() => createSerializer().stringify({ [name]: { a: () => {} } }),
		(error) =>
			error instanceof UnsupportedValueError &&
			error.path === `["${'x'.repeat(100)}…"].a` &&
			error.message.length < 300,
	);
});
