import type { Entry } from './entry.ts';

/** The place of an entry between its neighbours in the order of use. */
interface Place {
	readonly entry: Entry;
	newer: Place | null;
	older: Place | null;
}

/**
 * The entries of a store in the order of their last use: a linked list. Beside the entries and not through them, because
 * only a store with a maximum keeps one.
 */
export class UseOrder {
	readonly #places = new Map<Entry, Place>();
	#oldest: Place | null = null;
	#newest: Place | null = null;

	/** The entry that was not used for the longest time. */
	get oldest(): Entry | null {
		return this.#oldest?.entry ?? null;
	}

	add(entry: Entry): void {
		const place: Place = { entry, newer: null, older: null };
		this.#places.set(entry, place);
		this.#append(place);
	}

	/** Makes an entry the one that was used last. */
	use(entry: Entry): void {
		const place = this.#places.get(entry);
		if (place === undefined || place === this.#newest) return;
		this.#take(place);
		this.#append(place);
	}

	remove(entry: Entry): void {
		const place = this.#places.get(entry);
		if (place === undefined) return;
		this.#places.delete(entry);
		this.#take(place);
	}

	clear(): void {
		this.#places.clear();
		this.#oldest = null;
		this.#newest = null;
	}

	#append(place: Place): void {
		place.older = this.#newest;
		place.newer = null;
		if (this.#newest === null) this.#oldest = place;
		else this.#newest.newer = place;
		this.#newest = place;
	}

	#take(place: Place): void {
		if (place.older === null) this.#oldest = place.newer;
		else place.older.newer = place.newer;
		if (place.newer === null) this.#newest = place.older;
		else place.newer.older = place.older;
	}
}
