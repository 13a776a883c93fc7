import { expand } from './hkdf.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import type { CipherKey, MacKey, Primitives } from './primitives.ts';
import type { RandomSource } from './random.ts';

const nonceLength = 12;
const keyLength = 32;

/** The records of one secret: format and key id, nonce, ciphertext, tag, under a key for each session. */
export interface RecordSeal {
	seal(id: Uint8Array, storeKey: string, plaintext: Uint8Array): MaybePromise<Uint8Array>;
	/** The plaintext, or null. Takes a record whose header was found to be this secret's. */
	open(id: Uint8Array, storeKey: string, record: Uint8Array): MaybePromise<Uint8Array | null>;
}

export function createRecordSeal(
	primitives: Primitives,
	key: MacKey,
	header: Uint8Array,
	random: RandomSource,
): RecordSeal {
	const prefixLength = header.length + nonceLength;
	const additionalDataOf = (storeKey: string): Uint8Array => {
		const bytes = primitives.encodeUtf8(storeKey, header.length);
		bytes.set(header);
		return bytes;
	};
	const keyOf = (id: Uint8Array): MaybePromise<CipherKey> =>
		andThen(expand(key, id, keyLength), (bytes) => primitives.cipherKey(bytes));

	return {
		seal(id, storeKey, plaintext) {
			const prefix = primitives.allocate(prefixLength);
			prefix.set(header);
			random(prefix.subarray(header.length));
			return andThen(keyOf(id), (cipherKey) => cipherKey.seal(prefix, plaintext, additionalDataOf(storeKey)));
		},
		open(id, storeKey, record) {
			return andThen(keyOf(id), (cipherKey) => cipherKey.open(record, prefixLength, additionalDataOf(storeKey)));
		},
	};
}
