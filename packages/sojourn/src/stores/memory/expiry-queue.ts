import type { Entry } from './entry.ts';

/**
 * The entries of a store with the one that expires first in front: a binary heap, in which every entry knows its
 * place, so that adding, moving and removing one take a logarithm of steps at most.
 */
export class ExpiryQueue {
	readonly #entries: Entry[] = [];

	/** The entry that expires first. */
	get first(): Entry | undefined {
		return this.#entries[0];
	}

	add(entry: Entry): void {
		this.#rise(entry, this.#entries.length);
	}

	/** Finds an entry its new place after its expiry was changed. */
	move(entry: Entry): void {
		const parent = this.#entries[(entry.position - 1) >> 1];
		if (parent !== undefined && parent.expiresAt > entry.expiresAt) this.#rise(entry, entry.position);
		else this.#sink(entry, entry.position);
	}

	remove(entry: Entry): void {
		const last = this.#entries.pop();
		if (last === undefined || last === entry) return;
		last.position = entry.position;
		this.#entries[last.position] = last;
		this.move(last);
	}

	clear(): void {
		this.#entries.length = 0;
	}

	#rise(entry: Entry, from: number): void {
		let position = from;
		while (position > 0) {
			const above = (position - 1) >> 1;
			const parent = this.#entries[above];
			if (parent === undefined || parent.expiresAt <= entry.expiresAt) break;
			this.#put(parent, position);
			position = above;
		}
		this.#put(entry, position);
	}

	#sink(entry: Entry, from: number): void {
		let position = from;
		for (;;) {
			const child = this.#earlierChild(position);
			if (child === undefined || child.expiresAt >= entry.expiresAt) break;
			const below = child.position;
			this.#put(child, position);
			position = below;
		}
		this.#put(entry, position);
	}

	#earlierChild(position: number): Entry | undefined {
		const left = this.#entries[2 * position + 1];
		const right = this.#entries[2 * position + 2];
		return left !== undefined && right !== undefined && right.expiresAt < left.expiresAt ? right : left;
	}

	#put(entry: Entry, position: number): void {
		this.#entries[position] = entry;
		entry.position = position;
	}
}
