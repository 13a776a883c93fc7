import { andThen, type MaybePromise } from '../promises/maybe-promise.ts';
import { expand } from './hkdf.ts';
import type { CipherKey, MacKey, Primitives } from './primitives.ts';
import type { RandomSource } from './random.ts';

const nonceLength = 12;
const keyLength = 32;

/** The records of one secret: format and key id, nonce, ciphertext, tag, under a key for each session. */
export interface RecordSeal {
	/** The key for the records of a session. */
	keyOf(id: Uint8Array): MaybePromise<CipherKey>;
	seal(key: MaybePromise<CipherKey>, storeKey: string, plaintext: Uint8Array): MaybePromise<Uint8Array>;
	/** The plaintext, or null. Takes a record whose header was found to be this secret's. */
	open(key: MaybePromise<CipherKey>, storeKey: string, record: Uint8Array): MaybePromise<Uint8Array | null>;
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

	const seals: RecordSeal = {
		keyOf: (id) => andThen(expand(key, id, keyLength), primitives.cipherKey),
		seal(sessionKey, storeKey, plaintext) {
			if (sessionKey instanceof Promise) return sessionKey.then((late) => seals.seal(late, storeKey, plaintext));
			const prefix = primitives.allocate(prefixLength);
			prefix.set(header);
			random(prefix.subarray(header.length));
			return andThen(sessionKey.seal(prefix, plaintext, additionalDataOf(storeKey)), inOwnMemory);
		},
		open(sessionKey, storeKey, record) {
			if (sessionKey instanceof Promise) return sessionKey.then((late) => seals.open(late, storeKey, record));
			return sessionKey.open(record, prefixLength, additionalDataOf(storeKey));
		},
	};
	return seals;
}

/** A store may pass on all that its bytes lie in, which must not be what others lie in too. */
function inOwnMemory(bytes: Uint8Array): Uint8Array {
	return new Uint8Array(bytes);
}
