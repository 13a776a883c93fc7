import type { MaybePromise } from '../promises/maybe-promise.ts';

/** What was sealed, opened again. */
export interface Opened {
	/** Over `node:crypto` a `Buffer`. */
	readonly bytes: Uint8Array;
	/** Sealed under the newest secret. */
	readonly current: boolean;
}

/** What came of opening something; null where it did not open. */
export function opened(bytes: MaybePromise<Uint8Array | null>, current: boolean): MaybePromise<Opened | null> {
	if (bytes instanceof Promise) return bytes.then((late) => opened(late, current));
	return bytes === null ? null : { bytes, current };
}
