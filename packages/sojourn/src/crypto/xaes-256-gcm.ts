import { andThen, gather, type MaybePromise } from '../promises/maybe-promise.ts';
import type { CipherKey, Primitives } from './primitives.ts';

/** How many bytes of the 24-byte nonce go into the derived key. The other 12 are the nonce under that key. */
export const nonceHalfLength = 12;

const blockLength = 16;

/** A key for XAES-256-GCM (https://c2sp.org/XAES-256-GCM). */
export interface XaesKey {
	/** The AES-256-GCM key for all nonces that begin with these 12 bytes. */
	derive(nonceHalf: Uint8Array): MaybePromise<CipherKey>;
}

/** A key from 32 bytes. The CMAC subkey, the same for every nonce, is computed here. */
export function createXaesKey(primitives: Primitives, key: Uint8Array): MaybePromise<XaesKey> {
	return andThen(primitives.blockKey(key), (blockKey) =>
		andThen(blockKey.encrypt(new Uint8Array(blockLength)), (encryptedZeros) => {
			const mask = cmacSubkey(encryptedZeros);
			const half = (nonceHalf: Uint8Array, counter: number): MaybePromise<Uint8Array> =>
				blockKey.encrypt(derivationBlock(mask, nonceHalf, counter));
			return {
				derive: (nonceHalf) =>
					andThen(gather([half(nonceHalf, 1), half(nonceHalf, 2)]), (halves) => {
						const derived = new Uint8Array(2 * blockLength);
						halves.forEach((bytes, index) => {
							derived.set(bytes, index * blockLength);
						});
						return primitives.cipherKey(derived);
					}),
			};
		}),
	);
}

/** K1 of CMAC (NIST SP 800-38B, section 6.1): doubling in GF(2^128). */
function cmacSubkey(encryptedZeros: Uint8Array): Uint8Array {
	const subkey = new Uint8Array(blockLength);
	let carry = 0;
	for (let index = blockLength - 1; index >= 0; index -= 1) {
		const byte = encryptedZeros[index] as number;
		subkey[index] = (byte << 1) | carry;
		carry = byte >> 7;
	}
	subkey[blockLength - 1] = (subkey[blockLength - 1] as number) ^ (carry * 0x87);
	return subkey;
}

/** The block whose encryption is one half of the derived key (NIST SP 800-108r1, section 4.1, label `X`). */
function derivationBlock(mask: Uint8Array, nonceHalf: Uint8Array, counter: number): Uint8Array {
	const block = Uint8Array.of(0, counter, 0x58, 0, ...nonceHalf);
	return block.map((byte, index) => byte ^ (mask[index] as number));
}
