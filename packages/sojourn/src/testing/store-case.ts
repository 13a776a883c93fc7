import type { Store, StoreCapabilities } from '../contract/store.ts';

/** What a case works with: two stores over the same data, fresh and empty. */
export interface StoreContext {
	readonly first: Store;
	/** Sees what `first` writes, and the other way round, as a second process would. */
	readonly second: Store;
	/** Milliseconds since the epoch: when the case began, by the real clock. Cases move on from here. */
	readonly now: number;
}

/** The capabilities that stand for methods, each named by the first method of it. */
export type OptionalCapability = 'subjects' | 'purge' | 'count' | 'scan' | 'close';

/** One demand of the store contract. */
export interface StoreCase {
	/** The demand, in plain English. */
	readonly name: string;
	/**
	 * The capability the demand belongs to. Where a store does not declare it, the case demands instead that its
	 * method throws `SOJOURN_UNSUPPORTED`.
	 */
	readonly needs?: OptionalCapability & keyof StoreCapabilities;
	run(context: StoreContext): Promise<void>;
}
