import { andThen, type MaybePromise } from './maybe-promise.ts';

/** What was sealed, opened again. */
export interface Opened {
	/** Over `node:crypto` a `Buffer`. */
	readonly plaintext: Uint8Array;
	/** Sealed under the newest secret. */
	readonly current: boolean;
}

/** What came of opening something; null where it did not open. */
export function opened(plaintext: MaybePromise<Uint8Array | null>, current: boolean): MaybePromise<Opened | null> {
	return andThen(plaintext, (bytes) => (bytes === null ? null : { plaintext: bytes, current }));
}
