import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext, runInThisContext } from 'node:vm';
import { createSerializer } from '../../src/codec/serializer.ts';
import { UnsupportedValueError } from '../../src/codec/unsupported-value-error.ts';
import { assertSame } from './support/same.ts';

// Under Jest a program runs in a context of node:vm, and what Node makes is of another realm than what the program makes.

const serializer = createSerializer();

/** Expressions of values that compare by what they hold. */
const expressions = [
	'new Date(5)',
	'new Date(NaN)',
	'new Map([[1, new Date(5)], [new Set(["a"]), { b: [1n] }]])',
	'new Set([-0, NaN])',
	'/a+/giu',
	'new Uint8Array([1, 2]).buffer',
	'new Uint8Array([1, 2, 3]).subarray(1)',
	'new Float64Array([0.5])',
	'new BigUint64Array([7n])',
	'new DataView(new ArrayBuffer(3), 1)',
];

for (const expression of expressions) {
	test(`of another realm, and comes back as one of this realm: ${expression}`, () => {
		const here: unknown = runInThisContext(expression);
		const there: unknown = runInNewContext(expression);
		assert.notEqual(Object.getPrototypeOf(there), Object.getPrototypeOf(here));
		assertSame(serializer.parse(serializer.stringify({ there })), { there: here });
	});
}

const errors = {
	Error: 'new Error("it failed", { cause: new Date(5) })',
	RangeError: 'Object.assign(new RangeError("too far"), { code: "ERR_FAR" })',
	TypeError: 'new (class Invalid extends TypeError {})("of a class of its own")',
	AggregateError: 'new AggregateError([new SyntaxError("first")], "several")',
};

for (const [name, expression] of Object.entries(errors)) {
	test(`an error of another realm comes back as the ${name} that it is, or extends: ${expression}`, () => {
		const error: Error = runInNewContext(expression);
		assert.ok(!(error instanceof Error));
		const copy = serializer.parse(serializer.stringify(error)) as Error;
		assert.equal(Object.getPrototypeOf(copy), Reflect.get(globalThis, name).prototype);
		const { message, stack, cause } = error;
		assert.deepEqual({ message: copy.message, stack: copy.stack }, { message, stack });
		assertSame(copy.cause, cause === undefined ? undefined : new Date(5));
		assert.deepEqual(Object.entries(copy), Object.entries(error));
		if (copy instanceof AggregateError) assert.ok(copy.errors[0] instanceof SyntaxError);
	});
}

test('of another realm too, an object of a subclass, or of a class that is only named as a standard one, is refused', () => {
	for (const expression of [
		'new (class Moment extends Date {})()',
		'new (class Map {})()',
		'new (class Error {})()',
		'new (class Map { get [Symbol.toStringTag]() { return "Map" } *[Symbol.iterator]() {} })()',
		'new (class Set { get [Symbol.toStringTag]() { return "Set" } *[Symbol.iterator]() {} })()',
	]) {
		assert.throws(() => serializer.stringify(runInNewContext(expression)), UnsupportedValueError, expression);
		assert.throws(() => serializer.stringify(runInThisContext(expression)), UnsupportedValueError, expression);
	}
});

test('an object named as a class that the runtime does not have is refused as every other is', (context) => {
	const Standard = globalThis.Buffer;
	class Foreign {}
	Object.defineProperty(Foreign, 'name', { value: 'Buffer' });
	context.after(() => {
		globalThis.Buffer = Standard;
	});
	Reflect.deleteProperty(globalThis, 'Buffer');
	assert.throws(() => serializer.stringify([new Foreign()]), { path: '[0]', kind: 'an object of the class Buffer' });
});
