import type { KeyRing } from '../../crypto/key-ring.ts';
import { andThen, type MaybePromise } from '../../promises/maybe-promise.ts';

/** The id of a session that is still to be made, and the key that comes from it. */
export interface Draft {
	readonly id: Uint8Array;
	readonly key: string;
}

/** A new id, and its key. */
export function newDraft(ring: KeyRing): MaybePromise<Draft> {
	const id = ring.newId();
	return andThen(ring.storeKey(id), (key) => ({ id, key }));
}
