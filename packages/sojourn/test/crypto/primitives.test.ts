import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from './support/bytes.ts';
import { implementations } from './support/implementations.ts';

for (const [implementation, primitives] of implementations) {
	test(`a code is HMAC-SHA-256, whatever the length of key and message, over ${implementation}`, async () => {
		for (const keyLength of [1, 32, 63, 64, 65, 66, 128, 200]) {
			const bytes = new Uint8Array(keyLength).fill(7);
			const key = await primitives.macKey(bytes);
			for (const length of [0, 1, 100, 36, 100]) {
				const message = new Uint8Array(length).fill(length);
				const expected = createHmac('sha256', bytes).update(message).digest('hex');
				assert.equal(toHex(await key.sign(message)), expected, `${keyLength} and ${length} bytes`);
			}
		}
	});

	test(`bytes are equal to others of the same length and content only, over ${implementation}`, () => {
		const bytes = Uint8Array.of(1, 2, 3);
		assert.equal(primitives.equal(bytes, Uint8Array.of(1, 2, 3)), true);
		for (const others of [[], [1, 2], [1, 2, 3, 0], [0, 2, 3], [1, 0, 3], [1, 2, 0]]) {
			assert.equal(primitives.equal(bytes, Uint8Array.from(others)), false);
			assert.equal(primitives.equal(Uint8Array.from(others), bytes), false);
		}
	});

	test(`text is the same when it was UTF-8, with a byte order mark before it too, over ${implementation}`, () => {
		for (const text of ['', 'tea', '\ufefftea', 'th\u00e9 \u{1f375}']) {
			for (const room of [0, 4]) {
				const bytes = primitives.encodeUtf8(text, room);
				assert.equal(bytes.length, room + Buffer.byteLength(text));
				assert.equal(primitives.decodeUtf8(bytes, room), text);
			}
		}
	});
}
