import { andThen, type MaybePromise } from './maybe-promise.ts';
import type { CipherKey, Primitives } from './primitives.ts';
import type { RandomSource } from './random.ts';
import { startsWith } from './starts-with.ts';
import { nonceHalfLength, type XaesKey } from './xaes-256-gcm.ts';

const nonceLength = 2 * nonceHalfLength;
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
	/** The one that was derived last is the first. */
	const derivedKeys: DerivedKey[] = [];
	/** A server has one or two contexts: the names of its cookie. */
	const contexts = new Map<string, Uint8Array>();
	let nonceHalf: NonceHalf | null = null;

	const currentNonceHalf = (): NonceHalf => {
		const now = clock();
		if (nonceHalf === null || isWorn(nonceHalf, now)) {
			const bytes = new Uint8Array(nonceHalfLength);
			random(bytes);
			nonceHalf = { bytes, since: now, seals: 0 };
		}
		nonceHalf.seals++;
		return nonceHalf;
	};

	const keyFor = (half: Uint8Array): MaybePromise<DerivedKey> =>
		derivedKeys.find((derived) => startsWith(half, derived.half)) ??
		andThen(key.derive(half), (derived) => ({ half: new Uint8Array(half), key: derived }));

	/** Keeps a key that has proved useful. Bytes that never opened must not push out those that do. */
	const keep = (derived: DerivedKey): void => {
		if (derivedKeys.includes(derived)) return;
		derivedKeys.unshift(derived);
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

	return {
		seal(plaintext, context) {
			const { bytes } = currentNonceHalf();
			const prefix = primitives.allocate(prefixLength);
			prefix.set(header);
			prefix.set(bytes, halfStart);
			random(prefix.subarray(halfEnd));
			return andThen(keyFor(bytes), (derived) => {
				keep(derived);
				const sealed = derived.key.seal(prefix, plaintext, additionalDataOf(context));
				return andThen(sealed, (cookie) => primitives.encodeBase64Url(cookie));
			});
		},
		open(sealed, context) {
			if (sealed.length < prefixLength) return null;
			const half = sealed.subarray(halfStart, halfEnd);
			return andThen(keyFor(half), (derived) => {
				const plaintext = derived.key.open(sealed, prefixLength, additionalDataOf(context));
				return andThen(plaintext, (bytes) => {
					if (bytes !== null) keep(derived);
					return bytes;
				});
			});
		},
	};
}

function isWorn(half: NonceHalf, now: number): boolean {
	return half.seals >= sealsPerNonceHalf || now < half.since || now - half.since >= nonceHalfLifetime;
}
