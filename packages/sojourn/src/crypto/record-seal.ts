import { expand } from './hkdf.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import type { CipherKey, MacKey, Primitives } from './primitives.ts';
import type { RandomSource } from './random.ts';

const nonceLength = 12;
const keyLength = 32;

/** The records of one secret: format and key id, nonce, ciphertext, tag, under a key for each session. */
export interface RecordSeal {
	/** The key for the records of a session. */
	keyOf(id: Uint8Array): MaybePromise<CipherKey>;
	seal(key: CipherKey, storeKey: string, plaintext: Uint8Array): MaybePromise<Uint8Array>;
	/** The plaintext, or null. Takes a record whose header was found to be this secret's. */
	open(key: CipherKey, storeKey: string, record: Uint8Array): MaybePromise<Uint8Array | null>;
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

	return {
		keyOf: (id) => andThen(expand(key, id, keyLength), (bytes) => primitives.cipherKey(bytes)),
		seal(sessionKey, storeKey, plaintext) {
			const prefix = primitives.allocate(prefixLength);
			prefix.set(header);
			random(prefix.subarray(header.length));
			const sealed = sessionKey.seal(prefix, plaintext, additionalDataOf(storeKey));
			// In memory of its own: a store may pass on all that its bytes lie in, which must not be what others lie in too.
			return andThen(sealed, (bytes) => new Uint8Array(bytes));
		},
		open: (sessionKey, storeKey, record) => sessionKey.open(record, prefixLength, additionalDataOf(storeKey)),
	};
}
