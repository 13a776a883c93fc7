import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CustomType, createSerializer } from '../../src/codec/serializer.ts';
import { UnsupportedValueError } from '../../src/codec/unsupported-value-error.ts';

class Money {
	readonly cents: bigint;
	readonly currency: string;

	constructor(cents: bigint, currency: string) {
		this.cents = cents;
		this.currency = currency;
	}
}

const money: CustomType<Money, readonly [bigint, string]> = {
	name: 'Money',
	is: (value) => value instanceof Money,
	encode: ({ cents, currency }) => [cents, currency],
	decode: ([cents, currency]) => new Money(cents, currency),
};

class Moment extends Date {}

const moment: CustomType<Moment, Date> = {
	name: 'Moment',
	is: (value) => value instanceof Moment,
	encode: (value) => new Date(value),
	decode: (date) => new Moment(date),
};

const serializer = createSerializer({ types: [money, moment] });

test('a value of a registered type comes back as that type, wherever it stands', () => {
	const basket = new Map([['tea', { price: new Money(350n, 'EUR'), since: new Moment(0) }]]);
	const copy = serializer.parse(serializer.stringify(basket));
	assert.deepEqual(copy, basket);
	assert.ok((copy as typeof basket).get('tea')?.since instanceof Moment);
});

test('a registered type is asked before the standard class that its class extends', () => {
	class NotFound extends Error {}
	const notFound: CustomType<NotFound, string> = {
		name: 'NotFound',
		is: (value) => value instanceof NotFound,
		encode: (error) => error.message,
		decode: (message) => new NotFound(message),
	};
	const errors = createSerializer({ types: [notFound] });
	assert.ok(errors.parse(errors.stringify(new NotFound('page'))) instanceof NotFound);
});

test('a registered type can take what cannot be stored otherwise, and nothing that can', () => {
	const asked: unknown[] = [];
	const missing: CustomType<undefined, null> = {
		name: 'undefined',
		is: (value) => {
			asked.push(value);
			return value === undefined;
		},
		encode: () => null,
		decode: () => undefined,
	};
	const lenient = createSerializer({ types: [missing] });
	const value = { a: undefined, b: [undefined], c: 'text', d: 1, e: Number.NaN, f: 1n, g: null, h: true };
	assert.deepEqual(lenient.parse(lenient.stringify(value)), value);
	assert.deepEqual(asked, [undefined, undefined]);
	const withGap: unknown[] = [1, 2];
	delete withGap[0];
	assert.throws(() => lenient.stringify(withGap), UnsupportedValueError);
	assert.throws(() => lenient.stringify(Object.assign(withGap, { added: 1 })), UnsupportedValueError);
});

test('a type may come back as anything, also as what looks like a part of the format', () => {
	const marked: CustomType<symbol, null> = {
		name: 'symbol',
		is: (value) => typeof value === 'symbol',
		encode: () => null,
		decode: () => '~Date' as never,
	};
	const symbols = createSerializer({ types: [marked] });
	assert.deepEqual(symbols.parse(symbols.stringify([Symbol('a'), 0])), ['~Date', 0]);
});

test('what a type is stored as must itself be storable, and the path leads to it', () => {
	const wrong: CustomType<Money, unknown> = {
		...money,
		encode: () => ({ of: [() => 1] }),
		decode: () => new Money(0n, ''),
	};
	assert.throws(() => createSerializer({ types: [wrong] }).stringify({ price: new Money(1n, 'EUR') }), {
		path: 'price.of[0]',
	});
});

test('a type that cannot encode a value says so with the path and the cause', () => {
	const cause = new RangeError('no such currency');
	const failing: CustomType<Money> = {
		...money,
		encode: () => {
			throw cause;
		},
		decode: () => new Money(0n, ''),
	};
	assert.throws(() => createSerializer({ types: [failing] }).stringify([new Money(1n, 'EUR')]), {
		name: 'UnsupportedValueError',
		path: '[0]',
		cause,
	});
});

test('a type that is stored as itself ends as a cycle, not as a full stack', () => {
	const circular: CustomType<Money> = { ...money, encode: (value) => value, decode: () => new Money(0n, '') };
	assert.throws(() => createSerializer({ types: [circular] }).stringify(new Money(1n, 'EUR')), {
		kind: 'part of a cycle',
	});
	const endless: CustomType<Money> = { ...circular, encode: () => new Money(1n, 'EUR') };
	assert.throws(() => createSerializer({ types: [endless] }).stringify(new Money(1n, 'EUR')), {
		kind: 'nested deeper than 200 levels',
	});
});

test('reading a value whose type throws, throws what it threw', () => {
	const text = serializer.stringify(new Money(1n, 'EUR'));
	const strict: CustomType<Money> = {
		...money,
		decode: () => {
			throw new RangeError('no such currency');
		},
	};
	assert.throws(() => createSerializer({ types: [strict] }).parse(text), { message: 'no such currency' });
});

test('wrong options are refused with their name', () => {
	const wrong: readonly (readonly [options: object, message: RegExp])[] = [
		[null as unknown as object, /^createSerializer takes an object of options/],
		[5 as unknown as object, /^createSerializer takes an object of options/],
		[{ type: [money] }, /no option type\. The options are: types, maxDepth/],
		[{ types: money }, /option types .* list/],
		[{ types: [{ ...money, name: '' }] }, /option types .* name/],
		[{ types: [{ ...money, name: '~Money' }] }, /option types .* name/],
		[{ types: [{ ...money, name: 7 }] }, /option types .* name/],
		[{ types: [null] }, /option types .* name/],
		[{ types: [money, { ...moment, name: 'Money' }] }, /names a type Money, which is there already/],
		[{ types: [{ ...money, name: 'Date' }] }, /names a type Date, which is there already/],
		[{ types: [{ ...money, name: 'BigInt' }] }, /names a type BigInt, which is there already/],
		[{ types: [{ ...money, name: 'Object' }] }, /names a type Object, which is there already/],
		[{ types: [{ ...money, decode: undefined }] }, /the type Money without a function decode/],
		[{ maxDepth: 0 }, /option maxDepth/],
		[{ maxDepth: 1.5 }, /option maxDepth/],
		[{ maxDepth: 1001 }, /option maxDepth/],
		[{ maxDepth: '10' }, /option maxDepth/],
	];
	for (const [options, message] of wrong) {
		assert.throws(() => createSerializer(options), { name: 'TypeError', message });
	}
});

test('1000 levels, the most that can be asked for, overflow no stack', () => {
	const deep = createSerializer({ maxDepth: 1000 });
	let value: unknown = -0;
	for (let level = 0; level < 999; level += 1) value = level % 2 === 0 ? [value] : { value };
	assert.deepEqual(deep.parse(deep.stringify(value)), value);
});
