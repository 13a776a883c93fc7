import type { Entry } from './entry.ts';

/** The entries of a store in the order of their last use: a list linked through the entries themselves. */
export class UseOrder {
	#oldest: Entry | null = null;
	#newest: Entry | null = null;

	/** The entry that was not used for the longest time. */
	get oldest(): Entry | null {
		return this.#oldest;
	}

	add(entry: Entry): void {
		entry.older = this.#newest;
		entry.newer = null;
		if (this.#newest === null) this.#oldest = entry;
		else this.#newest.newer = entry;
		this.#newest = entry;
	}

	/** Makes an entry the one that was used last. */
	use(entry: Entry): void {
		if (entry === this.#newest) return;
		this.remove(entry);
		this.add(entry);
	}

	remove(entry: Entry): void {
		if (entry.older === null) this.#oldest = entry.newer;
		else entry.older.newer = entry.newer;
		if (entry.newer === null) this.#newest = entry.older;
		else entry.newer.older = entry.older;
	}

	clear(): void {
		this.#oldest = null;
		this.#newest = null;
	}
}
