import { type Entry, noValues, type SessionState } from '../state/state.ts';

/**
 * What a request wants changed, kept as operations and not as a new state, so that it can be applied again to
 * whatever another request has stored in the meantime. Operations on one key are folded into the last one.
 */
export class Changes {
	/** The keys that a clear leaves alone, because they were stored after it; null where nothing is to be cleared. */
	#cleared: Set<string> | null = null;
	/** The keys that are put or, where there is null, deleted. */
	#entries: Map<string, Entry | null> | null = null;
	#idle: { readonly seconds: number; readonly browser: boolean } | null = null;
	#subject: { readonly name: string | null } | null = null;
	#renewal = false;
	#newId = false;

	put(key: string, entry: Entry): void {
		this.#note(key, entry);
	}

	delete(key: string): void {
		this.#note(key, null);
	}

	clear(): void {
		this.#cleared = new Set();
		this.#entries = null;
	}

	setIdleLimit(seconds: number, browser: boolean): void {
		this.#idle = { seconds, browser };
	}

	/** Says whose session it is, from now on under a new id. */
	setSubject(name: string | null): void {
		this.#subject = { name };
		this.#newId = true;
	}

	moveToNewId(): void {
		this.#newId = true;
	}

	renew(): void {
		this.#renewal = true;
	}

	/** Whether applying them could change anything that is worth storing by itself. */
	get isEmpty(): boolean {
		return (
			this.#cleared === null &&
			(this.#entries === null || this.#entries.size === 0) &&
			this.#idle === null &&
			this.#subject === null &&
			!this.#renewal &&
			!this.#newId
		);
	}

	/** Whether the session goes on under a new id with them. */
	get needsNewId(): boolean {
		return this.#newId;
	}

	/** Whether the cookie's own lifetime changes with them. */
	get movesExpiry(): boolean {
		return this.#idle !== null || this.#renewal;
	}

	/** The subject after them. */
	subjectAfter(state: SessionState | null): string | null {
		return this.#subject === null ? (state?.subject ?? null) : this.#subject.name;
	}

	/** What stands under the key after them. */
	lookUp(state: SessionState | null, key: string): Entry | null {
		const pending = this.#entries?.get(key);
		if (pending !== undefined) return pending;
		return state === null || this.#clears(key) ? null : (state.values.get(key) ?? null);
	}

	/** Every key and its entry after them; the same map when they change none. */
	entriesAfter(state: SessionState | null): ReadonlyMap<string, Entry> {
		const before = state === null ? noValues : state.values;
		if (this.#entries === null && this.#cleared === null) return before;
		const values = new Map<string, Entry>();
		before.forEach((entry, key) => {
			if (!this.#clears(key)) values.set(key, entry);
		});
		let isChanged = values.size < before.size;
		this.#entries?.forEach((entry, key) => {
			if (entry !== null) values.set(key, entry);
			if (entry !== null || values.delete(key)) isChanged = true;
		});
		return isChanged ? values : before;
	}

	/** The state after them, or the same object when they change nothing in it. */
	apply(state: SessionState, now: number): SessionState {
		const values = this.entriesAfter(state);
		if (values === state.values && this.#idle === null && this.#subject === null && !this.#renewal) return state;
		return {
			values,
			created: state.created,
			renewed: this.movesExpiry ? now : state.renewed,
			idle: this.#idle === null ? state.idle : this.#idle.seconds,
			absolute: state.absolute,
			browser: this.#idle === null ? state.browser : this.#idle.browser,
			subject: this.subjectAfter(state),
		};
	}

	/**
	 * Forgets what was pending on one key, because something newer has been stored under it. Where everything is to be
	 * cleared at the commit, the key is not: what others have made of it since then would be lost.
	 */
	landed(key: string): void {
		this.forget(key);
		this.#cleared?.add(key);
	}

	/** Forgets the pending entry of a key, so that what stands in the state counts again. */
	forget(key: string): void {
		this.#entries?.delete(key);
	}

	#note(key: string, entry: Entry | null): void {
		this.#entries ??= new Map();
		this.#entries.set(key, entry);
	}

	#clears(key: string): boolean {
		return this.#cleared !== null && !this.#cleared.has(key);
	}
}
