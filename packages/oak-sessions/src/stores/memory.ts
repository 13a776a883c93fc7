import type { Store } from 'sojourn';
import { type MemoryStoreOptions, memoryStore } from 'sojourn/memory';
import type { OakStore } from './oak-store.ts';

/** Keeps sessions in the memory of this process, and forgets them with it. */
export class MemoryStore implements OakStore {
	/** What keeps the sessions. */
	readonly store: Store;

	/** @throws TypeError when an option is not what it has to be */
	constructor(options?: MemoryStoreOptions) {
		this.store = memoryStore(options);
	}
}
