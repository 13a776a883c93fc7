import type { Entry } from './entry.ts';

/**
 * The entries of a store with the one that expires first in front: a binary heap, in which every entry knows its
 * place, so that adding, moving and removing one take a logarithm of steps at most.
 */
export class ExpiryQueue {
	readonly #entries: Entry[] = [];
	/** When each of them expires, place by place: a time in an entry would take three times as much memory. */
	readonly #times: number[] = [];

	/** The entry that expires first. */
	get first(): Entry | undefined {
		return this.#entries[0];
	}

	/** When an entry expires, in milliseconds since the epoch. */
	expiryOf(entry: Entry): number {
		return this.#times[entry.position] as number;
	}

	add(entry: Entry, expiresAt: number): void {
		this.#rise(entry, expiresAt, this.#entries.length);
	}

	/** Gives an entry another expiry, and the place that goes with it. */
	move(entry: Entry, expiresAt: number): void {
		const above = this.#times[(entry.position - 1) >> 1];
		if (above !== undefined && above > expiresAt) this.#rise(entry, expiresAt, entry.position);
		else this.#sink(entry, expiresAt, entry.position);
	}

	remove(entry: Entry): void {
		const last = this.#entries.pop();
		const time = this.#times.pop();
		if (last === undefined || time === undefined || last === entry) return;
		last.position = entry.position;
		this.move(last, time);
	}

	clear(): void {
		this.#entries.length = 0;
		this.#times.length = 0;
	}

	#rise(entry: Entry, expiresAt: number, from: number): void {
		let position = from;
		while (position > 0) {
			const above = (position - 1) >> 1;
			const time = this.#times[above] as number;
			if (time <= expiresAt) break;
			this.#put(this.#entries[above] as Entry, time, position);
			position = above;
		}
		this.#put(entry, expiresAt, position);
	}

	#sink(entry: Entry, expiresAt: number, from: number): void {
		let position = from;
		for (;;) {
			const below = this.#earlierBelow(position);
			const time = this.#times[below];
			if (time === undefined || time >= expiresAt) break;
			this.#put(this.#entries[below] as Entry, time, position);
			position = below;
		}
		this.#put(entry, expiresAt, position);
	}

	/** The one of the two places below that expires earlier, or one beyond the end. */
	#earlierBelow(position: number): number {
		const left = 2 * position + 1;
		const [leftTime, rightTime] = [this.#times[left], this.#times[left + 1]];
		return leftTime !== undefined && rightTime !== undefined && rightTime < leftTime ? left + 1 : left;
	}

	#put(entry: Entry, expiresAt: number, position: number): void {
		this.#entries[position] = entry;
		this.#times[position] = expiresAt;
		entry.position = position;
	}
}
