import fc, { type Arbitrary } from 'fast-check';

/** Any UTF-16 units, halves of pairs too, and what looks like a part of the format. */
export const anyString: Arbitrary<string> = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 12 }),
	fc.array(fc.nat(0xffff), { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
	fc.constantFrom('~', '~~', '~Date', '~~Date', '~Number', '"', '\\', '\u2028', '\ud800', ''),
);

export const anyKey: Arbitrary<string> = fc.oneof(
	anyString,
	fc.constantFrom(
		'__proto__',
		'constructor',
		'prototype',
		'toString',
		'toJSON',
		'hasOwnProperty',
		'length',
		'0',
		'-1',
		'then',
	),
);

const jsonNumber = fc
	.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
	.map((number) => number + 0);

const plainKey = anyKey.filter((key) => !/["\\\p{Cc}\p{Cs}]/u.test(key));

/** What JSON holds as it is: with no key that it writes with an escape. */
export const jsonValue: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'medium', withCrossShrink: true },
		fc.oneof(anyString, jsonNumber, fc.boolean(), fc.constant(null)),
		fc.array(tie('value'), { maxLength: 4 }),
		objectOf(plainKey, tie('value')),
	),
})).value;

/** An object with these own keys, whatever they are called. */
function objectOf(key: Arbitrary<string>, value: Arbitrary<unknown>): Arbitrary<object> {
	return fc.array(fc.tuple(key, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

const viewClasses = [
	...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
	...('Float16Array' in globalThis ? [Reflect.get(globalThis, 'Float16Array') as typeof Float32Array] : []),
	...[Float32Array, Float64Array, BigInt64Array, BigUint64Array],
];

/** Bytes of all kinds; the views and Buffers are over a part of a larger memory. */
const bytes: Arbitrary<object> = fc
	.record({
		content: fc.array(fc.nat(255), { maxLength: 4 }).map((part) => Array<number[]>(8).fill(part).flat()),
		before: fc.constantFrom(0, 8),
		form: fc.constantFrom(...viewClasses, 'ArrayBuffer', 'Buffer', 'DataView'),
	})
	.map(({ content, before, form }) => {
		const memory = Uint8Array.from([...Array<number>(before).fill(1), ...content, 2, 3]).buffer;
		if (form === 'ArrayBuffer') return memory;
		if (form === 'Buffer') return Buffer.from(memory, before, content.length);
		if (form === 'DataView') return new DataView(memory, before, content.length);
		if (typeof form === 'string') throw new TypeError(form);
		return new form(memory, before, content.length / form.BYTES_PER_ELEMENT);
	});

const regExp: Arbitrary<RegExp> = fc
	.record({
		source: fc.constantFrom('a', '(?:)', '[/\\]]+', '^é$', '\\u{1F600}', 'a/b', '\\n'),
		flags: fc.constantFrom('', 'g', 'giy', 'u', 'dgimsuy', 'v'),
		lastIndex: fc.nat(9),
	})
	.filter(
		({ source, flags }) =>
			!(source === '\\u{1F600}' && !/[uv]/.test(flags)) && !(source === '[/\\]]+' && flags === 'v'),
	)
	.map(({ source, flags, lastIndex }) => Object.assign(new RegExp(source, flags), { lastIndex }));

/** Errors of classes that come back as themselves. */
function errorOf(value: Arbitrary<unknown>): Arbitrary<Error> {
	return fc
		.record({
			Class: fc.constantFrom(Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError),
			message: anyString,
			cause: fc.option(fc.record({ value }), { nil: undefined }),
			extra: fc.option(fc.record({ key: anyKey, value }), { nil: undefined }),
			name: fc.option(fc.constantFrom('Odd', ''), { nil: undefined }),
			errors: fc.option(fc.array(value, { maxLength: 2 }), { nil: undefined }),
		})
		.map(({ Class, message, cause, extra, name, errors }) => {
			const options = cause === undefined ? {} : { cause: cause.value };
			const error = errors === undefined ? new Class(message, options) : new AggregateError(errors, message, options);
			const hidden = ['name', 'message', 'stack', 'cause', 'errors'];
			if (extra !== undefined && !hidden.includes(extra.key)) {
				Object.defineProperty(error, extra.key, {
					value: extra.value,
					enumerable: true,
					configurable: true,
					writable: true,
				});
			}
			if (name !== undefined) Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
			return error;
		});
}

const leaf: Arbitrary<unknown> = fc.oneof(
	anyString,
	jsonNumber,
	fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, Number.MIN_VALUE),
	fc.boolean(),
	fc.constant(null),
	fc.bigInt(),
	fc.date({ noInvalidDate: false }),
	fc.webUrl({ withQueryParameters: true, withFragments: true }).map((href) => new URL(href)),
	regExp,
	bytes,
);

/** Anything that can be stored, within anything that can be stored. */
export const storableValue: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		leaf,
		fc.array(tie('value'), { maxLength: 4 }),
		objectOf(anyKey, tie('value')),
		objectOf(anyKey, tie('value')).map((object) => Object.setPrototypeOf(object, null)),
		fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
		fc.array(tie('value'), { maxLength: 3 }).map((values) => new Set(values)),
		errorOf(tie('value')),
	),
})).value;
