import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { createSerializer } from '../../src/codec/serializer.ts';
import { anyKey, jsonValue, storableValue } from './support/values.ts';

const serializer = createSerializer();

const typeNames = [
	'Number',
	'BigInt',
	'Date',
	'Map',
	'Set',
	'URL',
	'RegExp',
	'Error',
	'TypeError',
	'AggregateError',
	'Buffer',
	'ArrayBuffer',
	'Uint8Array',
	'Float64Array',
	'BigInt64Array',
	'DataView',
	'Function',
	'Object',
	'__proto__',
	'constructor',
	'',
];

/** What every program relies on: the keys and values of the prototypes and of the global object. */
function world(): string {
	const objects = [
		Object.prototype,
		Array.prototype,
		Map.prototype,
		Date.prototype,
		Error.prototype,
		Function.prototype,
	];
	return JSON.stringify(objects.map((object) => Reflect.ownKeys(object).map(String)));
}

/** How many values, characters and bytes there are in a value, all together. */
function sizeOf(value: unknown): number {
	if (typeof value === 'string') return 1 + value.length;
	if (typeof value !== 'object' || value === null) return 1;
	if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return 1 + value.byteLength;
	const parts = value instanceof Map || value instanceof Set ? [...value] : [];
	for (const key of Reflect.ownKeys(value)) parts.push(key, Reflect.get(value, key));
	return parts.reduce<number>((sum, part) => sum + sizeOf(part), 1);
}

/** Reads a text that nobody has checked; answers whether it was refused. */
function refuses(text: string): boolean {
	const before = world();
	const start = performance.now();
	let refused = false;
	try {
		// What makes a value of its own, such as an Error, has some properties that no text asked for.
		assert.ok(sizeOf(serializer.parse(text)) <= 10 * (text.length + 1), 'it is no larger than its text asks for');
	} catch (error) {
		assert.ok(error instanceof Error && !(error instanceof assert.AssertionError), String(error));
		refused = true;
	}
	assert.ok(performance.now() - start < 2000, 'it takes no time');
	assert.equal(world(), before, 'no prototype has changed');
	return refused;
}

/** JSON in which anything may claim to be of any type. */
const claims: Arbitrary<unknown> = fc.letrec<{ claim: unknown }>((tie) => ({
	claim: fc.oneof(
		{ depthSize: 'medium' },
		jsonValue,
		fc.tuple(fc.constantFrom(...typeNames), tie('claim')).map(([name, content]) => [`~${name}`, content]),
		fc
			.tuple(fc.constantFrom(...typeNames), tie('claim'), jsonValue)
			.map((parts) => [`~${parts[0]}`, ...parts.slice(1)]),
		fc.array(tie('claim'), { maxLength: 4 }),
		fc.array(fc.tuple(anyKey, tie('claim')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
	),
})).claim;

test('any JSON that claims to hold values of types is refused with an error or read as some value', () => {
	let refused = 0;
	fc.assert(
		fc.property(claims, (claim) => {
			if (refuses(`~${JSON.stringify(claim)}`)) refused += 1;
		}),
		{ numRuns: 5000 },
	);
	assert.ok(refused > 500, 'many of them are wrong');
});

test('any text is refused with an error or read as some value', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), fc.boolean(), (text, marked) => {
			refuses(marked ? `~${text}` : text);
		}),
		{ numRuns: 3000 },
	);
});

test('a stored text with some units changed is refused with an error or read as some value', () => {
	const change = fc.record({
		at: fc.double({ min: 0, max: 1, noNaN: true }),
		length: fc.nat(3),
		text: fc.string({ maxLength: 3 }),
	});
	fc.assert(
		fc.property(storableValue, fc.array(change, { minLength: 1, maxLength: 4 }), (value, changes) => {
			let text = serializer.stringify(value);
			for (const { at, length, text: inserted } of changes) {
				const start = Math.floor(at * text.length);
				text = text.slice(0, start) + inserted + text.slice(start + length);
			}
			refuses(text);
		}),
		{ numRuns: 3000 },
	);
});

test('a size that lies allocates nothing', () => {
	for (const type of ['Buffer', 'ArrayBuffer', 'Uint8Array', 'Float64Array', 'DataView']) {
		for (const size of ['{"length":1000000000000}', '1000000000', '{"type":"Buffer","data":[1,2]}', '[1,2]', 'null']) {
			assert.ok(refuses(`~["~${type}",${size}]`), `${type} ${size}`);
		}
	}
});

test('bytes that are no whole number of elements are refused', () => {
	assert.ok(refuses('~["~Float64Array","AAAA"]'));
});

test('nesting too deep for the stack is refused', () => {
	assert.ok(refuses(`~${'['.repeat(100_000)}${']'.repeat(100_000)}`));
	assert.ok(refuses(`~${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`));
	assert.ok(refuses(`~${'["~Set",['.repeat(50_000)}${']]'.repeat(50_000)}`));
	refuses(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
});

test('a type that is not known is refused with the way out, and without the text', () => {
	assert.throws(() => serializer.parse('~["~Secret","of a visitor"]'), {
		name: 'TypeError',
		message: /give createSerializer the types/,
	});
	assert.throws(
		() => serializer.parse('~["~Secret","of a visitor"]'),
		(error: Error) => !error.message.includes('ecret'),
	);
});
