import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toHex } from './support/bytes.ts';
import { implementations, node, web } from './support/implementations.ts';

/** RFC 4648, section 10, without the padding. */
const published = [
	['', ''],
	['f', 'Zg'],
	['fo', 'Zm8'],
	['foo', 'Zm9v'],
	['foob', 'Zm9vYg'],
	['fooba', 'Zm9vYmE'],
	['foobar', 'Zm9vYmFy'],
] as const;

for (const [implementation, primitives] of implementations) {
	test(`Base64 over ${implementation} gives the test vectors of RFC 4648`, () => {
		for (const [bytes, text] of published) {
			assert.equal(primitives.encodeBase64Url(Buffer.from(bytes)), text);
			assert.equal(toHex(primitives.decodeBase64Url(text)), toHex(Buffer.from(bytes)));
		}
	});

	test(`Base64 over ${implementation} refuses every second spelling of the same bytes`, () => {
		const spellings = [
			'Zg==',
			'Zm8=',
			'Zh',
			'Zm9',
			'Zm9v\n',
			' Zm9v',
			'Zm 9v',
			'A',
			'Zm9vA',
			'+/+/',
			'Zm9v\0',
			'Zmｖv',
			'Zm9vé',
		];
		for (const text of spellings) assert.equal(primitives.decodeBase64Url(text), null, JSON.stringify(text));
	});
}

test('Base64 is the same over both implementations, in both directions', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
			const text = node.encodeBase64Url(bytes);
			assert.equal(web.encodeBase64Url(bytes), text);
			assert.equal(toHex(node.decodeBase64Url(text)), toHex(bytes));
			assert.equal(toHex(web.decodeBase64Url(text)), toHex(bytes));
		}),
	);
});

test('Base64 that decodes is the one encoding of its bytes, whatever the text', () => {
	const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= '];
	const nearly = fc.array(fc.constantFrom(...alphabet), { maxLength: 12 }).map((characters) => characters.join(''));
	fc.assert(
		fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (text) => {
			const bytes = web.decodeBase64Url(text);
			assert.equal(toHex(node.decodeBase64Url(text)), toHex(bytes));
			if (bytes !== null) assert.equal(web.encodeBase64Url(bytes), text);
		}),
		{ numRuns: 2000 },
	);
});

test('text becomes the same UTF-8 over both implementations', () => {
	const halfPair = fc.constant('a\ud800b');
	fc.assert(
		fc.property(fc.oneof(fc.string({ unit: 'binary' }), halfPair), fc.nat({ max: 8 }), (text, room) => {
			const expected = toHex(new TextEncoder().encode(text));
			for (const primitives of [node, web]) {
				assert.equal(toHex(primitives.encodeUtf8(text)), expected);
				const bytes = primitives.encodeUtf8(text, room);
				bytes.fill(0, 0, room);
				assert.equal(toHex(bytes), '00'.repeat(room) + expected, 'there is room in front of it');
			}
		}),
	);
});
