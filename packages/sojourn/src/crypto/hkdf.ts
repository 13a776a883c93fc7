import { andThen, type MaybePromise } from '../promises/maybe-promise.ts';
import type { MacKey, Primitives } from './primitives.ts';

const hashLength = 32;

/**
 * HKDF-Extract (RFC 5869, section 2.2) with SHA-256: the pseudorandom key, ready for {@link expand}. The salt
 * has at least one byte (RFC 5869 takes 32 zero bytes where there is none).
 */
export function extract(primitives: Primitives, salt: Uint8Array, keyMaterial: Uint8Array): MaybePromise<MacKey> {
	const pseudorandomKey = andThen(primitives.macKey(salt), (key) => key.sign(keyMaterial));
	return andThen(pseudorandomKey, (key) => primitives.macKey(key));
}

/** HKDF-Expand (RFC 5869, section 2.3) with SHA-256, for at most 8160 bytes. Up to 32 bytes cost one HMAC. */
export function expand(pseudorandomKey: MacKey, info: Uint8Array, length: number): MaybePromise<Uint8Array> {
	const message = new Uint8Array(info.length + 1);
	message.set(info);
	message[info.length] = 1;
	return longEnough(pseudorandomKey, info, pseudorandomKey.sign(message), length);
}

/** Appends block after block, each over the last, the info and a counter, until there are enough bytes. */
function longEnough(
	pseudorandomKey: MacKey,
	info: Uint8Array,
	output: MaybePromise<Uint8Array>,
	length: number,
): MaybePromise<Uint8Array> {
	if (output instanceof Promise) return output.then((late) => longEnough(pseudorandomKey, info, late, length));
	if (output.length >= length) return output.subarray(0, length);
	const counter = output.length / hashLength + 1;
	const block = pseudorandomKey.sign(Uint8Array.of(...output.subarray(-hashLength), ...info, counter));
	return longEnough(pseudorandomKey, info, appended(output, block), length);
}

function appended(output: Uint8Array, block: MaybePromise<Uint8Array>): MaybePromise<Uint8Array> {
	return andThen(block, (bytes) => Uint8Array.of(...output, ...bytes));
}
