import type { Store } from './store.ts';

/** Says that sessions are kept in the visitor's own cookies. Made by `cookieStore()` of `sojourn/cookie`. */
export interface CookieStore {
	/** Tells it from a store on the server. */
	readonly stateless: true;
	/** Over how many cookies a session may be split, 1 to 4. */
	readonly pieces: number;
	/** Where ended ids are kept, or null. */
	readonly revocations: Store | null;
}

/** Anything that `createSessions` takes as its option `store`. */
export type SessionStore = Store | CookieStore;

/** Whether sessions are kept in cookies. */
export function isCookieStore(store: SessionStore): store is CookieStore {
	return 'stateless' in store && store.stateless === true;
}
