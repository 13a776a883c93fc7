import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSerializer } from '../../src/codec/serializer.ts';

const serializer = createSerializer();

function copyOf<Value>(value: Value): Value {
	return serializer.parse(serializer.stringify(value)) as Value;
}

class ValidationError extends TypeError {
	readonly field: string;

	constructor(message: string, field: string) {
		super(message);
		this.name = 'ValidationError';
		this.field = field;
	}
}

test('an error of a class of one’s own comes back as the standard class it extends, with its name and properties', () => {
	const error = new ValidationError('too short', 'password');
	const copy = copyOf(error);
	assert.equal(Object.getPrototypeOf(copy), TypeError.prototype);
	assert.equal(copy.name, 'ValidationError');
	assert.equal(copy.message, 'too short');
	assert.equal(copy.field, 'password');
	assert.equal(copy.stack, error.stack);
	assert.equal(String(copy), 'ValidationError: too short');
});

test('the causes of an error come back through all their generations', () => {
	const error = new Error('outer', { cause: new RangeError('inner', { cause: { code: 7n } }) });
	const copy = copyOf(error);
	assert.ok(copy.cause instanceof RangeError);
	assert.deepEqual(copy.cause.cause, { code: 7n });
	assert.deepEqual(Object.keys(copy), [], 'the cause is not enumerable, as it was not');
});

test('the errors of an AggregateError come back', () => {
	const copy = copyOf(new AggregateError([new SyntaxError('a'), 'b'], 'several'));
	assert.ok(copy instanceof AggregateError);
	assert.ok(copy.errors[0] instanceof SyntaxError);
	assert.equal(copy.errors[1], 'b');
});

test('an error without a stack comes back without one', () => {
	const error = new Error('bare');
	delete error.stack;
	assert.equal(copyOf(error).stack, undefined);
});

test('an error of the system keeps its code', () => {
	const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', errno: -111, port: 6379 });
	assert.deepEqual({ ...copyOf(error) }, { code: 'ECONNREFUSED', errno: -111, port: 6379 });
});
