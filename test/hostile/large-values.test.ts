import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSerializer } from '../../packages/sojourn/src/codec/serializer.ts';
import { decodeState, encodeState } from '../../packages/sojourn/src/core/state/layout.ts';
import { createKeyRing } from '../../packages/sojourn/src/crypto/key-ring.ts';
import { assertNoWorseThanLinear } from './support/growth.ts';

const serializer = createSerializer();
const utf8 = createKeyRing([]);

/** So many bytes of something that is repeated between a beginning and an end. */
const repeated =
	(before: string, unit: string, after: string) =>
	(bytes: number): string =>
		before + unit.repeat(Math.max(1, Math.floor((bytes - before.length - after.length) / unit.length))) + after;

/** Stored texts, right and wrong ones. A BigInt is left out: how long its digits take is for the runtime to say. */
const texts: Readonly<Record<string, (bytes: number) => string>> = {
	'a long text': repeated('"', 'a', '"'),
	'a text of escapes': repeated('"', '\\u0000', '"'),
	'a text without an end': repeated('"', '\\', ''),
	numbers: repeated('[0', ',1', ']'),
	'one number': repeated('', '9', ''),
	'small arrays': repeated('~[0', ',[[]]', ']'),
	'small objects': repeated('~[0', ',{"a":1}', ']'),
	'keys that are the same': repeated('~{"a":1', ',"__proto__":1', '}'),
	'an object of keys and values': repeated('~["~Object"', ',"a",1', ']'),
	'text of marks': repeated('~["~~"', ',["~~"]', ']'),
	'a Map': repeated('~["~Map",[[1,2]', ',[1,2]', ']]'),
	'a Set': repeated('~["~Set",[0', ',"a"', ']]'),
	'Sets of texts': repeated('~[0', ',["~Set","abcdefgh"]', ']'),
	Dates: repeated('~[0', ',["~Date",1]', ']'),
	'a Date of a text': repeated('~["~Date","', '1 ', '"]'),
	Errors: repeated('~[0', ',["~Error",{"message":"a"}]', ']'),
	'an Error with properties': repeated('~["~Error",{"a":1', ',"b":1', '}]'),
	'bytes that are none': repeated('~["~Buffer","', '!', '"]'),
	bytes: repeated('~["~Buffer","', 'AAAA', '"]'),
	'views of bytes': repeated('~[0', ',["~Uint8Array","AAAA"]', ']'),
	'a RegExp of alternatives': repeated('~["~RegExp",["a', '|a', '","",0]]'),
	'a RegExp without an end': repeated('~["~RegExp",["', '[', '","",0]]'),
	'a URL of steps up': repeated('~["~URL","http://a/', '../', '"]'),
	'types that are not known': repeated('~[0', ',["~Secret",1]', ']'),
};

test('to read a value takes no more than in proportion to its text, whatever it is', async () => {
	for (const [shape, make] of Object.entries(texts)) {
		await assertNoWorseThanLinear(shape, (bytes) => {
			const text = make(bytes);
			return async () => {
				try {
					serializer.parse(text);
				} catch (error) {
					assert.ok(error instanceof Error);
				}
			};
		});
	}
});

test('to read a state takes no more than in proportion to its bytes, whatever they are', async () => {
	const entry = { text: '1', flash: false };
	const limits = { created: 1, renewed: 1, idle: 1, absolute: 1, browser: false, subject: null };
	const states: Readonly<Record<string, (bytes: number) => Uint8Array>> = {
		'many values': (bytes) =>
			encodeState(utf8, {
				...limits,
				values: new Map(Array.from({ length: bytes / 15 }, (_, index) => [String(index), entry])),
			}),
		'one value': (bytes) =>
			encodeState(utf8, { ...limits, values: new Map([['a', { ...entry, text: 'a'.repeat(bytes) }]]) }),
		'entries of no length': (bytes) => {
			const lie = new Uint8Array(bytes);
			new DataView(lie.buffer).setUint32(37, Math.floor((bytes - 41) / 8));
			return lie;
		},
		'bytes that are no text': (bytes) => new Uint8Array(bytes).fill(0xff, 41),
	};
	for (const [shape, make] of Object.entries(states)) {
		await assertNoWorseThanLinear(shape, (size) => {
			const bytes = make(size);
			return async () => decodeState(utf8, bytes);
		});
	}
});
