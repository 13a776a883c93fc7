import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Primitives } from '../../src/crypto/primitives.ts';
import { createXaesKey, nonceHalfLength } from '../../src/crypto/xaes-256-gcm.ts';
import { fromHex, toHex } from './support/bytes.ts';
import { implementations, node } from './support/implementations.ts';

const nonceLength = 24;

/** The test vectors of https://c2sp.org/XAES-256-GCM. */
const vectors = [
	{
		name: 'whose CMAC subkey needs no reduction',
		key: '01'.repeat(32),
		nonce: 'ABCDEFGHIJKLMNOPQRSTUVWX',
		plaintext: 'XAES-256-GCM',
		additionalData: '',
		ciphertext: 'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271',
	},
	{
		name: 'whose CMAC subkey is reduced',
		key: '03'.repeat(32),
		nonce: 'ABCDEFGHIJKLMNOPQRSTUVWX',
		plaintext: 'XAES-256-GCM',
		additionalData: 'c2sp.org/XAES-256-GCM',
		ciphertext: '986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d',
	},
];

async function seal(
	primitives: Primitives,
	key: Uint8Array,
	nonce: Uint8Array,
	plaintext: Uint8Array,
	additionalData: Uint8Array,
): Promise<Uint8Array> {
	const xaes = await createXaesKey(primitives, key);
	const cipher = await xaes.derive(nonce.subarray(0, nonceHalfLength));
	const sealed = await cipher.seal(nonce, plaintext, additionalData);
	assert.equal(toHex(await cipher.open(sealed, nonceLength, additionalData)), toHex(plaintext));
	return sealed.subarray(nonceLength);
}

for (const [implementation, primitives] of implementations) {
	for (const { name, key, nonce, plaintext, additionalData, ciphertext } of vectors) {
		test(`XAES-256-GCM over ${implementation} agrees with C2SP on the vector ${name}`, async () => {
			const sealed = await seal(
				primitives,
				fromHex(key),
				Buffer.from(nonce),
				Buffer.from(plaintext),
				Buffer.from(additionalData),
			);
			assert.equal(toHex(sealed), ciphertext);
		});
	}
}

test('XAES-256-GCM agrees with C2SP on the accumulated vector of 10 000 random messages', async () => {
	const iterations = 10_000;
	const longestMessage = 32 + nonceLength + 2 * 256;
	const stream = createHash('shake128', { outputLength: iterations * longestMessage }).digest();
	let position = 0;
	const take = (length: number): Uint8Array => {
		position += length;
		return stream.subarray(position - length, position);
	};
	const takeVector = (): Uint8Array => take(take(1)[0] ?? 0);

	const accumulated = createHash('shake128', { outputLength: 32 });
	for (let iteration = 0; iteration < iterations; iteration += 1) {
		accumulated.update(await seal(node, take(32), take(nonceLength), takeVector(), takeVector()));
	}
	assert.equal(accumulated.digest('hex'), 'e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939');
});
