import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from './support/bytes.ts';
import { implementations } from './support/implementations.ts';
import { nistGcmVectors } from './support/nist-gcm.ts';

for (const [implementation, primitives] of implementations) {
	for (const vector of nistGcmVectors) {
		const title = `AES-256-GCM over ${implementation} agrees with NIST, ${vector.name}`;
		const { key, nonce, additionalData, ciphertext, tag } = vector;
		const sealed = nonce + ciphertext + tag;

		test(title, async () => {
			const cipher = await primitives.cipherKey(fromHex(key));
			const opened = await cipher.open(fromHex(sealed), nonce.length / 2, fromHex(additionalData));
			assert.equal(toHex(opened), vector.plaintext);
			if (vector.plaintext === null) return;
			const again = await cipher.seal(fromHex(nonce), fromHex(vector.plaintext), fromHex(additionalData));
			assert.equal(toHex(again), sealed);
		});
	}

	test(`AES-256-GCM over ${implementation} opens nothing that is too short to have a tag`, async () => {
		const cipher = await primitives.cipherKey(new Uint8Array(32));
		for (let length = 0; length < 12 + 16; length += 1) {
			assert.equal(await cipher.open(new Uint8Array(length), 12, new Uint8Array(0)), null);
		}
	});
}
