import { isSessionEnded } from '../faults.ts';
import type { Entry, SessionState } from '../state/state.ts';
import type { Changes } from './changes.ts';
import type { StoredSession } from './stored-session.ts';

/** The flashes that one request has taken: they stay readable until its end. */
export class Flashes {
	readonly #stored: StoredSession;
	#taken: Map<string, Entry> | null = null;

	constructor(stored: StoredSession) {
		this.#stored = stored;
	}

	/** The flash that was taken from under a key, or null. */
	get(key: string): Entry | null {
		return this.#taken?.get(key) ?? null;
	}

	/** These entries, with the taken flashes over them. */
	over(entries: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> {
		return this.#taken === null ? entries : new Map([...entries, ...this.#taken]);
	}

	/** Forgets the flash that was taken from under a key, because something newer stands there. */
	forget(key: string): void {
		this.#taken?.delete(key);
	}

	/** Forgets all of them. */
	clear(): void {
		this.#taken = null;
	}

	/** Takes the flash that stands under a key: at most one request gets it. Answers what stands there if it is none. */
	async take(key: string, entry: Entry, changes: Changes): Promise<Entry | null> {
		const stored = this.#stored.isStored ? (this.#stored.state?.values.get(key) ?? null) : null;
		if (stored === entry) return this.#takeStored(key);
		// Set by this request, so it is spent before it was stored; what it stands over in the store goes with it.
		if (stored === null) changes.forget(key);
		else changes.delete(key);
		this.#note(key, entry);
		return entry;
	}

	async #takeStored(key: string): Promise<Entry | null> {
		if (this.#stored.lacksCookie(false)) return null;
		let found: Entry | null = null;
		const remove = (state: SessionState): SessionState => {
			found = state.values.get(key) ?? null;
			if (!found?.flash) return state;
			const values = new Map(state.values);
			values.delete(key);
			return { ...state, values };
		};
		try {
			await this.#stored.write(remove);
		} catch (error) {
			if (isSessionEnded(error)) return null;
			throw error;
		}
		const entry = found as Entry | null;
		if (entry?.flash) this.#note(key, entry);
		return entry;
	}

	#note(key: string, entry: Entry): void {
		this.#taken ??= new Map();
		this.#taken.set(key, entry);
	}
}
