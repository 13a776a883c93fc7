import { andThen, type MaybePromise } from '../promises/maybe-promise.ts';
import type { CipherKey, Primitives } from './primitives.ts';
import type { RandomSource } from './random.ts';
import { startsWith } from './starts-with.ts';
import { nonceHalfLength, type XaesKey } from './xaes-256-gcm.ts';

const nonceLength = 2 * nonceHalfLength;
const headerLength = 4;
const tagLength = 16;

/** How many characters a cookie session of so many bytes has: Base64 without padding of what is around them, and of them. */
export function cookieTextLength(bytes: number): number {
	return Math.ceil(((headerLength + nonceLength + bytes + tagLength) * 4) / 3);
}

/** With 96 random bits left to each nonce, the chance that two of these are the same is 2^-57. */
const sealsPerNonceHalf = 2 ** 20;
/** In milliseconds: an hour. */
const nonceHalfLifetime = 3_600_000;
/** How many derived keys an opener keeps: one for each process that lately sealed what comes in. */
const keysKept = 64;

/** The cookie sessions of one secret: format and key id, nonce, ciphertext, tag (XAES-256-GCM). */
export interface CookieSeal {
	seal(plaintext: Uint8Array, context: string): MaybePromise<string>;
	/** The plaintext, or null. Takes the decoded cookie, whose header was found to be this secret's. */
	open(sealed: Uint8Array, context: string): MaybePromise<Uint8Array | null>;
}

/** What new nonces begin with for a while, so that the key derived from it need not be derived again. */
interface NonceHalf {
	readonly bytes: Uint8Array;
	readonly since: number;
	seals: number;
}

/** The key of all nonces that begin with these bytes. */
interface DerivedKey {
	readonly half: Uint8Array;
	readonly key: CipherKey;
}

export function createCookieSeal(
	primitives: Primitives,
	key: XaesKey,
	header: Uint8Array,
	random: RandomSource,
	clock: () => number,
): CookieSeal {
	const halfStart = header.length;
	const halfEnd = halfStart + nonceHalfLength;
	const prefixLength = halfStart + nonceLength;
	/** The one that was kept last is the first. */
	const derivedKeys: DerivedKey[] = [];
	/** A server has one or two contexts: the names of its cookie. */
	const contexts = new Map<string, Uint8Array>();
	let nonceHalf: NonceHalf | null = null;

	const currentNonceHalf = (): Uint8Array => {
		const now = clock();
		if (nonceHalf === null || isWorn(nonceHalf, now)) {
			const bytes = new Uint8Array(nonceHalfLength);
			random(bytes);
			nonceHalf = { bytes, since: now, seals: 0 };
		}
		nonceHalf.seals += 1;
		return nonceHalf.bytes;
	};

	/** The kept key for the nonce half that stands in these bytes from one of them on. */
	const keptKey = (bytes: Uint8Array, start: number): CipherKey | undefined =>
		derivedKeys.find(({ half }) => startsWith(bytes, half, start))?.key;

	const keep = (half: Uint8Array, derived: CipherKey): void => {
		if (keptKey(half, 0) !== undefined) return;
		derivedKeys.unshift({ half: new Uint8Array(half), key: derived });
		if (derivedKeys.length > keysKept) derivedKeys.pop();
	};

	const additionalDataOf = (context: string): Uint8Array => {
		const known = contexts.get(context);
		if (known !== undefined) return known;
		const additionalData = primitives.encodeUtf8(context, header.length);
		additionalData.set(header);
		contexts.set(context, additionalData);
		return additionalData;
	};

	const sealUnder = (
		derived: CipherKey,
		half: Uint8Array,
		plaintext: Uint8Array,
		context: string,
	): MaybePromise<string> => {
		const prefix = primitives.allocate(prefixLength);
		prefix.set(header);
		prefix.set(half, halfStart);
		random(prefix.subarray(halfEnd));
		return andThen(derived.seal(prefix, plaintext, additionalDataOf(context)), primitives.encodeBase64Url);
	};

	return {
		seal(plaintext, context) {
			const half = currentNonceHalf();
			const kept = keptKey(half, 0);
			if (kept !== undefined) return sealUnder(kept, half, plaintext, context);
			return andThen(key.derive(half), (derived) => {
				keep(half, derived);
				return sealUnder(derived, half, plaintext, context);
			});
		},
		open(sealed, context) {
			if (sealed.length < prefixLength) return null;
			const kept = keptKey(sealed, halfStart);
			if (kept !== undefined) return kept.open(sealed, prefixLength, additionalDataOf(context));
			const half = sealed.subarray(halfStart, halfEnd);
			return andThen(key.derive(half), (derived) =>
				andThen(derived.open(sealed, prefixLength, additionalDataOf(context)), (plaintext) => {
					// Bytes that never opened must not push out the keys of those that do.
					if (plaintext !== null) keep(half, derived);
					return plaintext;
				}),
			);
		},
	};
}

function isWorn(half: NonceHalf, now: number): boolean {
	return half.seals >= sealsPerNonceHalf || now < half.since || now - half.since >= nonceHalfLifetime;
}
