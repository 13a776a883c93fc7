import type { MaybePromise } from '../../promises/maybe-promise.ts';
import { headersSent, isUnreadable, readonlySession, sessionEnded } from '../faults.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ManagerContext } from '../manager/manager-context.ts';
import { expiryOf } from '../state/limits.ts';
import type { Entry, SessionState } from '../state/state.ts';
import { Changes } from './changes.ts';
import { Flashes } from './flashes.ts';
import { StoredSession } from './stored-session.ts';
import { Turns } from './turns.ts';

/**
 * The life of one session during one request: read when first asked for, changed in operations, stored at the end.
 * Knows entries, not values.
 */
export class Life {
	readonly #exchange: Exchange;
	readonly #stored: StoredSession;
	readonly #clock: () => number;
	/** While it is being read. */
	#loading: Promise<void> | null = null;
	#loaded = false;
	#changes = new Changes();
	/** How often what was pending was given up, and with it what was still waiting to be noted. */
	#discards = 0;
	readonly #flashes: Flashes;
	/** Writes of one request go one after the other, each from what the last one left. */
	readonly #turns = new Turns();

	constructor(context: ManagerContext, exchange: Exchange) {
		this.#exchange = exchange;
		this.#stored = new StoredSession(context, exchange);
		this.#flashes = new Flashes(this.#stored);
		this.#clock = context.settings.clock;
	}

	get isLoaded(): boolean {
		return this.#loaded;
	}

	/** Whether the session began in this request, or has not begun. */
	get isNew(): boolean {
		return this.#stored.isNew;
	}

	/** Whether something was changed that is not stored. */
	get hasUnsavedChanges(): boolean {
		return !this.#changes.isEmpty;
	}

	/** The key of the session, or null where there is none. */
	get handle(): string | null {
		return this.#stored.key;
	}

	/** Whose session it is, or null. */
	get subject(): string | null {
		return this.#changes.subjectAfter(this.#stored.state);
	}

	/** Milliseconds since the epoch, or null where there is no session. */
	get createdAt(): number | null {
		return this.#stored.state?.created ?? null;
	}

	/** Milliseconds since the epoch, pending changes counted in, or null where there is no session. */
	get expiresAt(): number | null {
		const { state } = this.#stored;
		return state === null ? null : expiryOf(this.#changes.apply(state, this.#clock()));
	}

	/** Reads the session, once for all who ask. */
	load(): MaybePromise<void> {
		if (!this.#loaded) return this.#loading ?? this.#loadBy(this.#stored.find());
	}

	/** What is seen once the session is read, and nothing is just being stored or taken by this request. */
	look<Seen>(see: () => Seen): MaybePromise<Seen> {
		const waiting = this.load() ?? this.#turns.current;
		return waiting === null ? see() : waiting.then(() => this.look(see));
	}

	/** Reads the session again; what is pending stays pending. */
	async reload(): Promise<void> {
		await this.load();
		await this.#turns.take(() => this.#stored.reload());
	}

	/** The entry under a key. A flash is taken by it: at most one request gets it. */
	get(key: string): MaybePromise<Entry | null> {
		const loading = this.load();
		if (loading instanceof Promise) return loading.then(() => this.get(key));
		const entry = this.peek(key);
		// Where there is none, another call of this request may just be taking a flash.
		const mayBeFlash = entry === null ? !this.#turns.isFree : entry.flash && !this.hasTaken(key);
		return mayBeFlash ? this.#turns.take(() => this.#take(key)) : entry;
	}

	/** The entry under a key, left where it is. */
	peek(key: string): Entry | null {
		return this.#flashes.get(key) ?? this.#changes.lookUp(this.#stored.state, key);
	}

	/** Whether the entry under a key is a flash that this request has taken. */
	hasTaken(key: string): boolean {
		return this.#flashes.get(key) !== null;
	}

	/** Every entry, taken flashes included. */
	entries(): ReadonlyMap<string, Entry> {
		return this.#flashes.over(this.#changes.entriesAfter(this.#stored.state));
	}

	put(key: string, entry: MaybePromise<Entry>, discards: number = this.#discards): MaybePromise<void> {
		if (entry instanceof Promise) return entry.then((checked) => this.put(key, checked, discards));
		const note = (): void => {
			this.#flashes.forget(key);
			this.#changes.put(key, entry);
		};
		return this.#change(note, false, discards);
	}

	delete(key: string): MaybePromise<void> {
		return this.#change(() => {
			this.#flashes.forget(key);
			this.#changes.delete(key);
		});
	}

	clear(): MaybePromise<void> {
		return this.#change(() => {
			this.#flashes.clear();
			this.#changes.clear();
		});
	}

	/** Stores what `next` makes of the newest entry under a key, now, until it lands. What is pending stays so. */
	async update(key: string, next: (entry: Entry | null) => Entry): Promise<Entry> {
		await this.load();
		return this.#turns.take(async () => {
			this.#refuseChange(false);
			await this.#stored.prepare();
			let made: Entry | null = null;
			await this.#stored.write((state) => {
				made = next(this.#flashes.get(key) ?? this.#changes.lookUp(state, key));
				return { ...state, values: new Map(state.values).set(key, made) };
			});
			const landed = made as unknown as Entry;
			this.#flashes.forget(key);
			this.#changes.landed(key);
			return landed;
		});
	}

	setIdleLimit(seconds: number, browser: boolean): MaybePromise<void> {
		return this.#change(() => this.#changes.setIdleLimit(seconds, browser));
	}

	/** Starts the idle limit anew, whether or not it is due. */
	touch(): MaybePromise<void> {
		return this.#change(() => this.#changes.renew());
	}

	regenerate(): MaybePromise<void> {
		return this.#change(() => this.#changes.moveToNewId(), true);
	}

	/** Says whose session it is; under a new id when that changes (OWASP Session Management, "Renew the Session ID After Any Privilege Level Change"). */
	async identify(subject: string | null): Promise<void> {
		const discards = this.#discards;
		await this.load();
		if (this.subject === subject) return;
		await this.#change(() => this.#changes.setSubject(subject), true, discards);
	}

	/** Ends the session now. One that cannot be read is removed: that is its visitor's way out. */
	async destroy(): Promise<void> {
		try {
			await this.load();
		} catch (error) {
			if (!isUnreadable(error) || this.#exchange.readonly) throw error;
			await this.#loadBy(this.#stored.removeUnreadable());
		}
		await this.#turns.take(async () => {
			if (this.#stored.isDestroyed) return;
			if (this.#exchange.readonly) throw readonlySession();
			if (this.#stored.hasMoved) throw sessionEnded();
			if (this.#stored.isStored && this.#stored.lacksCookie(false)) throw headersSent();
			this.#changes = new Changes();
			this.#flashes.clear();
			await this.#stored.end();
		});
	}

	/** Gives up what is pending, calls that are still waiting included. What was stored already stays. */
	discard(): void {
		this.#discards += 1;
		this.#changes = new Changes();
	}

	/** Stores what is pending: nothing where the session was never read, or could not be. */
	save(): MaybePromise<void> {
		if (this.#loading !== null) return this.#loading.then(() => this.save());
		if (this.#loaded) return this.#turns.take(() => this.#store());
	}

	/** Stores what is pending for an answer that carries no headers. */
	async saveWithoutCookie(): Promise<void> {
		this.#exchange.headersSent = true;
		await this.save();
		if (this.#stored.needsCookie) throw headersSent();
	}

	/** The Set-Cookie lines that the answer needs. From now on its headers count as sent. */
	seal(): MaybePromise<readonly string[]> {
		return this.#stored.seal();
	}

	#loadBy(finding: MaybePromise<void>): MaybePromise<void> {
		if (!(finding instanceof Promise)) {
			this.#loaded = true;
			return;
		}
		this.#loading = finding.then(
			() => {
				this.#loaded = true;
				this.#loading = null;
			},
			(error: unknown) => {
				this.#loading = null;
				throw error;
			},
		);
		return this.#loading;
	}

	/**
	 * Notes a change, unless it could not be stored: once the session is there, and no write is under way, which would
	 * end with forgetting what was pending. So nothing is waited for between looking for a write and noting the change.
	 */
	#change(note: () => void, needsNewId = false, discards: number = this.#discards): MaybePromise<void> {
		const loading = this.load();
		if (loading instanceof Promise) return loading.then(() => this.#note(note, needsNewId, discards));
		return this.#note(note, needsNewId, discards);
	}

	#note(note: () => void, needsNewId: boolean, discards: number): MaybePromise<void> {
		if (this.#discards !== discards) return;
		const { current } = this.#turns;
		if (current !== null) return current.then(() => this.#note(note, needsNewId, discards));
		this.#refuseChange(needsNewId);
		if (this.#stored.isPrepared) return note();
		const preparing = this.#stored.prepare();
		if (preparing instanceof Promise) return preparing.then(() => this.#note(note, needsNewId, discards));
		return note();
	}

	/** Refuses what could not be stored. */
	#refuseChange(needsNewId: boolean): void {
		if (this.#exchange.readonly) throw readonlySession();
		if (this.#stored.isOver) throw sessionEnded();
		if (this.#stored.lacksCookie(needsNewId)) throw headersSent();
	}

	async #take(key: string): Promise<Entry | null> {
		const entry = this.peek(key);
		if (entry === null || !entry.flash || this.hasTaken(key)) return entry;
		return this.#exchange.readonly ? null : this.#flashes.take(key, entry, this.#changes);
	}

	#store(): MaybePromise<void> {
		if (this.#exchange.readonly) return;
		if (!this.hasUnsavedChanges) return this.#stored.settle();
		if (this.#stored.isOver) throw sessionEnded();
		const now = this.#clock();
		const apply = (state: SessionState): SessionState => this.#changes.apply(state, now);
		return this.#written(this.#changes.needsNewId ? this.#stored.rotate(apply) : this.#stored.write(apply));
	}

	#written(writing: MaybePromise<void>): MaybePromise<void> {
		if (writing instanceof Promise) return writing.then(() => this.#written(undefined));
		this.#changes = new Changes();
	}
}
