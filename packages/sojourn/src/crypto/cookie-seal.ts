import { andThen, type MaybePromise } from './maybe-promise.ts';
import type { CipherKey, Primitives } from './primitives.ts';
import type { RandomSource } from './random.ts';
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
	/** Under which its key is kept. */
	readonly name: string;
	readonly since: number;
	seals: number;
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
	const derivedKeys = new Map<string, CipherKey>();
	/** A server has one or two contexts: the names of its cookie. */
	const contexts = new Map<string, Uint8Array>();
	let nonceHalf: NonceHalf | null = null;

	const currentNonceHalf = (): NonceHalf => {
		const now = clock();
		if (nonceHalf === null || isWorn(nonceHalf, now)) {
			const bytes = new Uint8Array(nonceHalfLength);
			random(bytes);
			nonceHalf = { bytes, name: primitives.encodeBase64Url(bytes), since: now, seals: 0 };
		}
		nonceHalf.seals++;
		return nonceHalf;
	};

	/** Keeps a key that has proved useful. Bytes that never opened must not push out those that do. */
	const keep = (name: string, derived: CipherKey): void => {
		if (derivedKeys.has(name)) return;
		const [oldest] = derivedKeys.keys();
		if (oldest !== undefined && derivedKeys.size === keysKept) derivedKeys.delete(oldest);
		derivedKeys.set(name, derived);
	};

	const additionalDataOf = (context: string): Uint8Array => {
		const known = contexts.get(context);
		if (known !== undefined) return known;
		const additionalData = primitives.encodeUtf8(context, header);
		contexts.set(context, additionalData);
		return additionalData;
	};

	return {
		seal(plaintext, context) {
			const { bytes, name } = currentNonceHalf();
			const prefix = new Uint8Array(prefixLength);
			prefix.set(header);
			prefix.set(bytes, halfStart);
			random(prefix.subarray(halfEnd));
			return andThen(derivedKeys.get(name) ?? key.derive(bytes), (derived) => {
				keep(name, derived);
				const sealed = derived.seal(prefix, plaintext, additionalDataOf(context));
				return andThen(sealed, (cookie) => primitives.encodeBase64Url(cookie));
			});
		},
		open(sealed, context) {
			if (sealed.length < prefixLength) return null;
			const half = sealed.subarray(halfStart, halfEnd);
			const name = primitives.encodeBase64Url(half);
			return andThen(derivedKeys.get(name) ?? key.derive(half), (derived) => {
				const plaintext = derived.open(sealed, prefixLength, additionalDataOf(context));
				return andThen(plaintext, (bytes) => {
					if (bytes !== null) keep(name, derived);
					return bytes;
				});
			});
		},
	};
}

function isWorn(half: NonceHalf, now: number): boolean {
	return half.seals >= sealsPerNonceHalf || now < half.since || now - half.since >= nonceHalfLifetime;
}
