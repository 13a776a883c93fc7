import { andThen, type MaybePromise } from './maybe-promise.ts';
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
	const first = pseudorandomKey.sign(message);
	return andThen(first, (block) =>
		length <= hashLength ? block.subarray(0, length) : expandFurther(pseudorandomKey, info, block, length),
	);
}

/** Appends block after block, each over the last, the info and a counter, until there are enough bytes. */
function expandFurther(
	pseudorandomKey: MacKey,
	info: Uint8Array,
	output: Uint8Array,
	length: number,
): MaybePromise<Uint8Array> {
	const counter = output.length / hashLength + 1;
	const message = Uint8Array.of(...output.subarray(-hashLength), ...info, counter);
	return andThen(pseudorandomKey.sign(message), (block) => {
		const longer = Uint8Array.of(...output, ...block);
		return longer.length >= length ? longer.subarray(0, length) : expandFurther(pseudorandomKey, info, longer, length);
	});
}
