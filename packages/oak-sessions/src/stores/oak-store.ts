import type { SessionStore } from 'sojourn';

/** A store of this module, over one of `sojourn`. */
export interface OakStore {
	/** What keeps the sessions. */
	readonly store: SessionStore;
	/** What seals them, where the store brings it: a string, or a list of them, newest first. */
	readonly secret?: string | readonly string[] | undefined;
}

/** Whether a store is one of this module. */
export function isOakStore(store: OakStore | SessionStore): store is OakStore {
	return typeof store === 'object' && store !== null && 'store' in store;
}
