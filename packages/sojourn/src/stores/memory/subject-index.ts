import type { Entry } from './entry.ts';

/** The entries of each subject: one entry as itself, which spares most subjects a set, or a set of several. */
export class SubjectIndex {
	readonly #held = new Map<string, Entry | Set<Entry>>();

	of(subject: string): Iterable<Entry> {
		const held = this.#held.get(subject);
		if (held === undefined) return [];
		return held instanceof Set ? held : [held];
	}

	add(entry: Entry): void {
		if (entry.subject === null) return;
		const held = this.#held.get(entry.subject);
		if (held === undefined) this.#held.set(entry.subject, entry);
		else if (held instanceof Set) held.add(entry);
		else this.#held.set(entry.subject, new Set([held, entry]));
	}

	remove(entry: Entry): void {
		if (entry.subject === null) return;
		const held = this.#held.get(entry.subject);
		if (held instanceof Set && held.size > 1) held.delete(entry);
		else this.#held.delete(entry.subject);
	}

	clear(): void {
		this.#held.clear();
	}
}
