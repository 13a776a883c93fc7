import { createKeyRing, type KeyRing, type KeyRingOptions } from '../../../src/crypto/key-ring.ts';
import { implementations } from './implementations.ts';

export const newest = 'the-newest-secret-of-this-server-is-this-one';
export const older = 'an-older-secret-that-this-server-still-knows';
export const foreign = 'a-secret-that-belongs-to-some-other-server-x';

/** The name of the cookie that these tests seal for. */
export const context = '__Host-session';

/** A ring over each implementation, by the name that test titles call it. */
export function ringsOf(secrets: readonly string[], options: KeyRingOptions = {}): (readonly [string, KeyRing])[] {
	return implementations.map(([name, primitives]) => [name, createKeyRing(secrets, { ...options, primitives })]);
}

/** What seals over one implementation and opens over another, in each of the four combinations. */
export function pairsOf(secrets: readonly string[]): (readonly [string, KeyRing, KeyRing])[] {
	return ringsOf(secrets).flatMap(([sealer, seals]) =>
		ringsOf(secrets).map(([opener, opens]) => [`sealed over ${sealer}, opened over ${opener}`, seals, opens] as const),
	);
}
