import { Changes } from './changes.ts';
import { headersSent, isSessionEnded, isUnreadable, readonlySession, sessionEnded } from './faults.ts';
import { HeldSession, type Household } from './held-session.ts';
import type { RequestCookies } from './keeper.ts';
import { expiryOf } from './limits.ts';
import type { Entry, SessionState } from './state.ts';

/**
 * The life of one session during one request: read when first asked for, changed in operations, stored at the end.
 * Knows entries, not values.
 */
export class Life {
	readonly #held: HeldSession;
	readonly #clock: () => number;
	readonly #readonly: boolean;
	#loading: Promise<void> | null = null;
	#loaded = false;
	#changes = new Changes();
	#rotation = false;
	/** Flashes that this request has taken: readable until its end. */
	readonly #taken = new Map<string, Entry>();
	#turn: Promise<void> | null = null;

	constructor(
		household: Household,
		cookies: RequestCookies,
		circumstances: { readonly readonly: boolean; readonly headersSent: boolean },
	) {
		this.#held = new HeldSession(household, cookies, circumstances.headersSent);
		this.#clock = household.settings.clock;
		this.#readonly = circumstances.readonly;
	}

	get isLoaded(): boolean {
		return this.#loaded;
	}

	/** Whether the session began in this request, or has not begun. */
	get isNew(): boolean {
		return this.#held.isNew;
	}

	/** Whether something was changed that is not stored. */
	get hasUnsavedChanges(): boolean {
		return this.#rotation || !this.#changes.isEmpty;
	}

	/** The key of the session, or null where there is none. */
	get handle(): string | null {
		return this.#held.key;
	}

	/** Whose session it is, or null. */
	get subject(): string | null {
		return this.#changes.subjectAfter(this.#held.state);
	}

	/** Milliseconds since the epoch, or null where there is no session. */
	get createdAt(): number | null {
		return this.#held.state?.created ?? null;
	}

	/** Milliseconds since the epoch, pending changes counted in, or null where there is no session. */
	get expiresAt(): number | null {
		const { state } = this.#held;
		return state === null ? null : expiryOf(this.#changes.apply(state, this.#clock()));
	}

	/** Reads the session, once for all who ask. */
	load(): Promise<void> {
		this.#loading ??= this.#loadedBy(this.#held.find());
		return this.#loading;
	}

	/** Reads the session again; what is pending stays pending. */
	async reload(): Promise<void> {
		await this.load();
		await this.#inTurn(() => this.#held.reload());
	}

	/** The entry under a key. A flash is taken by it: at most one request gets it. */
	async get(key: string): Promise<Entry | null> {
		await this.load();
		const entry = this.peek(key);
		if (entry === null || !entry.flash || this.#taken.has(key)) return entry;
		return this.#inTurn(() => this.#take(key));
	}

	/** The entry under a key, left where it is. */
	peek(key: string): Entry | null {
		return this.#taken.get(key) ?? this.#changes.lookUp(this.#held.state, key);
	}

	/** Whether the entry under a key is a flash that this request has taken. */
	hasTaken(key: string): boolean {
		return this.#taken.has(key);
	}

	/** Every entry, taken flashes included. */
	entries(): ReadonlyMap<string, Entry> {
		const entries = this.#changes.entriesAfter(this.#held.state);
		return this.#taken.size === 0 ? entries : new Map([...entries, ...this.#taken]);
	}

	async put(key: string, entry: Entry): Promise<void> {
		await this.#readyToChange();
		this.#taken.delete(key);
		this.#changes.put(key, entry);
	}

	async delete(key: string): Promise<void> {
		await this.#readyToChange();
		this.#taken.delete(key);
		this.#changes.delete(key);
	}

	async clear(): Promise<void> {
		await this.#readyToChange();
		this.#taken.clear();
		this.#changes.clear();
	}

	/** Stores what `next` makes of the entry under a key, now, and again from the newest entry until it lands. */
	async update(key: string, next: (entry: Entry | null) => Entry): Promise<Entry> {
		await this.#readyToChange();
		return this.#inTurn(async () => {
			if (this.#rotation) await this.#store();
			let made: Entry | null = null;
			await this.#held.write((state) => {
				made = next(this.#taken.get(key) ?? this.#changes.lookUp(state, key));
				return { ...state, values: new Map(state.values).set(key, made) };
			});
			const landed = made as unknown as Entry;
			this.#taken.delete(key);
			this.#changes.landed(key, landed);
			return landed;
		});
	}

	async setIdleLimit(seconds: number, browser: boolean): Promise<void> {
		await this.#readyToChange();
		this.#changes.setIdleLimit(seconds, browser);
	}

	/** Starts the idle limit anew, whether or not it is due. */
	async touch(): Promise<void> {
		await this.#readyToChange();
		this.#changes.renew();
	}

	async regenerate(): Promise<void> {
		await this.#readyToChange(true);
		this.#rotation = true;
	}

	/** Says whose session it is; under a new id when that changes (OWASP Session Management, "Renew the Session ID After Any Privilege Level Change"). */
	async identify(subject: string | null): Promise<void> {
		await this.load();
		if (this.subject === subject) return;
		await this.#readyToChange(true);
		this.#changes.setSubject(subject);
		this.#rotation = true;
	}

	/** Ends the session now. One that cannot be read is removed: that is its visitor's way out. */
	async destroy(): Promise<void> {
		try {
			await this.load();
		} catch (error) {
			if (!isUnreadable(error) || this.#readonly) throw error;
			this.#loading = this.#loadedBy(this.#held.discard());
			await this.#loading;
		}
		await this.#inTurn(async () => {
			if (this.#held.isDestroyed) return;
			if (this.#readonly) throw readonlySession();
			if (this.#held.isOver) throw sessionEnded();
			if (this.#held.isStored && this.#held.lacksCookie(false)) throw headersSent();
			this.discard();
			this.#taken.clear();
			await this.#held.end();
		});
	}

	/** Forgets what is pending. What was stored already stays. */
	discard(): void {
		this.#changes = new Changes();
		this.#rotation = false;
	}

	/** Stores what is pending: nothing where the session was never read, or could not be. */
	async save(): Promise<void> {
		if (this.#loading === null) return;
		await this.#loading;
		await this.#inTurn(() => this.#store());
	}

	/** The Set-Cookie lines that the answer needs. From now on its headers count as sent. */
	seal(): Promise<readonly string[]> {
		return this.#held.seal();
	}

	async #loadedBy(finding: Promise<void>): Promise<void> {
		try {
			await finding;
			this.#loaded = true;
		} catch (error) {
			this.#loading = null;
			throw error;
		}
	}

	/** Waits for the session and for a write that is under way, and refuses what could not be stored. */
	async #readyToChange(needsNewId = false): Promise<void> {
		await this.load();
		while (this.#turn !== null) await this.#turn;
		if (this.#readonly) throw readonlySession();
		if (this.#held.isOver) throw sessionEnded();
		if (this.#held.lacksCookie(needsNewId)) throw headersSent();
		await this.#held.prepare();
	}

	async #take(key: string): Promise<Entry | null> {
		const entry = this.peek(key);
		if (entry === null || !entry.flash || this.#taken.has(key)) return entry;
		const stored = this.#held.isStored ? (this.#held.state?.values.get(key) ?? null) : null;
		if (stored === entry) return this.#takeStored(key);
		// Set by this request, so it is spent before it was stored; what it stands over in the store goes with it.
		if (stored === null) this.#changes.forget(key);
		else this.#changes.delete(key);
		this.#taken.set(key, entry);
		return entry;
	}

	async #takeStored(key: string): Promise<Entry | null> {
		if (this.#readonly || this.#held.lacksCookie(false)) return null;
		let found: Entry | null = null;
		const remove = (state: SessionState): SessionState => {
			found = state.values.get(key) ?? null;
			if (!found?.flash) return state;
			const values = new Map(state.values);
			values.delete(key);
			return { ...state, values };
		};
		try {
			await this.#held.write(remove);
		} catch (error) {
			if (isSessionEnded(error)) return null;
			throw error;
		}
		const entry = found as Entry | null;
		if (entry?.flash) this.#taken.set(key, entry);
		return entry;
	}

	async #store(): Promise<void> {
		if (this.#held.isOver || this.#readonly) return;
		const apply = (state: SessionState): SessionState => this.#changes.apply(state, this.#clock());
		if (this.#rotation) await this.#held.rotate(apply);
		else if (!this.#changes.isEmpty) await this.#held.write(apply);
		this.discard();
		await this.#held.renewIfDue();
	}

	/** Writes of one request go one after the other, each from what the last one left. */
	async #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
		while (this.#turn !== null) await this.#turn;
		let finish: () => void = () => {};
		this.#turn = new Promise((resolve) => {
			finish = resolve;
		});
		try {
			return await run();
		} finally {
			this.#turn = null;
			finish();
		}
	}
}
