import type { MaybePromise } from '../../promises/maybe-promise.ts';
import { headersSent, isSessionEnded } from '../faults.ts';
import { linesOf, linesWithoutSession } from '../http/cookie-lines.ts';
import type { Exchange } from '../http/exchange.ts';
import { type Draft, newDraft } from '../keeper/draft.ts';
import type { Keeper } from '../keeper/keeper.ts';
import type { ManagerContext } from '../manager/manager-context.ts';
import { expiryOf } from '../state/limits.ts';
import { isRenewalDue, renewedIfDue, withRenewal } from '../state/renewal.ts';
import type { SessionSnapshot, StateChange } from '../state/session-snapshot.ts';
import { newState, type SessionState } from '../state/state.ts';
import type { Budget } from '../store-calls/budget.ts';
import { endOtherSessions } from './other-sessions.ts';

/** A session that is still to be stored. */
interface DraftSession extends Draft {
	readonly state: SessionState;
}

/** The session that one request holds, as it stands in the store, and the cookie that the answer owes for it. */
export class StoredSession {
	readonly #context: ManagerContext;
	readonly #exchange: Exchange;
	#budget: Budget | null = null;
	#session: SessionSnapshot | null = null;
	#draft: DraftSession | null = null;
	#destroyed = false;
	#createdHere = false;
	/** Whether its id was made in this request, so that nobody else can have ended it. */
	#hasNewId = false;
	#cookieDue = false;

	constructor(context: ManagerContext, exchange: Exchange) {
		this.#context = context;
		this.#exchange = exchange;
	}

	/** The key of the session, or null where there is none. */
	get key(): string | null {
		return this.isOver ? null : ((this.#session ?? this.#draft)?.key ?? null);
	}

	/** The state of the session, that of one still to be stored included, or null where there is none. */
	get state(): SessionState | null {
		return this.isOver ? null : ((this.#session ?? this.#draft)?.state ?? null);
	}

	/** Whether it stands in the store. */
	get isStored(): boolean {
		return this.#session !== null && !this.isOver;
	}

	/** Whether it began in this request, or has not begun. */
	get isNew(): boolean {
		return this.#session === null || this.#createdHere;
	}

	/** Whether it was ended, here or elsewhere. */
	get isOver(): boolean {
		return this.#destroyed || (this.#session !== null && this.#session.ending !== null);
	}

	/** Whether it goes on under another id, which is none of this request's. */
	get hasMoved(): boolean {
		return this.#session?.ending === 'moved';
	}

	get isDestroyed(): boolean {
		return this.#destroyed;
	}

	/** Whether the visitor would have to be sent a cookie, and cannot be. */
	lacksCookie(forNewId: boolean): boolean {
		return this.#exchange.headersSent && (forNewId || this.#session === null || this.#keeper().cookieHoldsState);
	}

	find(): MaybePromise<void> {
		if (this.#exchange.header === '') return;
		return this.#found(this.#keeper().find(this.#exchange, this.#calls()));
	}

	#found(session: MaybePromise<SessionSnapshot | null>): MaybePromise<void> {
		if (session instanceof Promise) return session.then((late) => this.#found(late));
		this.#session = session;
	}

	/** Reads it again, with time of its own for it and what follows. One that is gone is over. */
	async reload(): Promise<void> {
		const session = this.#session;
		if (session === null || this.isOver) return;
		this.#budget = null;
		this.#session = (await this.#keeper().reload(session, this.#calls())) ?? { ...session, ending: 'gone' };
	}

	/** Whether there is a session, or the id of one that may begin. */
	get isPrepared(): boolean {
		return this.#session !== null || this.#draft !== null;
	}

	/** Makes the id of a session that may begin, where there is none. */
	prepare(): MaybePromise<void> {
		if (this.isPrepared) return;
		return this.#prepared(newDraft(this.#context.ring));
	}

	#prepared(draft: MaybePromise<Draft>): MaybePromise<void> {
		if (draft instanceof Promise) return draft.then((late) => this.#prepared(late));
		const { clock, limits } = this.#context.settings;
		// Of several that were made at once the first counts: its id may have been seen already.
		this.#draft ??= { id: draft.id, key: draft.key, state: newState(clock(), limits) };
	}

	/**
	 * Stores one change: in the session that is there, or in one that begins with it. A renewal that is due rides on it,
	 * also when no cookie can be set any more: the expiry is written with the change, and must not fall behind the
	 * renewals of other requests.
	 */
	write(change: StateChange): MaybePromise<void> {
		const before = this.#session;
		if (before === null) return this.#begin(change);
		try {
			return this.#changed(
				before,
				this.#keeper().change(before, withRenewal(change, this.#context.settings), this.#calls(), this.#exchange),
			);
		} catch (error) {
			return this.#fail(error);
		}
	}

	#changed(before: SessionSnapshot, after: MaybePromise<SessionSnapshot>): MaybePromise<void> {
		if (after instanceof Promise) {
			return after.then(
				(late) => this.#changed(before, late),
				(error: unknown) => this.#fail(error),
			);
		}
		this.#session = after;
		if (after === before) return this.settle();
		const hasNewLifetime =
			expiryOf(after.state) !== expiryOf(before.state) || after.state.browser !== before.state.browser;
		if (hasNewLifetime || !after.cookieCurrent || this.#keeper().cookieHoldsState) this.#cookieDue = true;
	}

	/** Moves the session, changed, to a new id. A renewal that is due rides on it. */
	async rotate(change: StateChange): Promise<void> {
		if (this.#session === null) return this.write(change);
		if (this.#exchange.headersSent) throw headersSent();
		const move = (state: SessionState): SessionState => renewedIfDue(change(state), this.#context.settings);
		try {
			this.#session = await this.#keeper().rotate(this.#session, move, this.#calls(), this.#exchange);
		} catch (error) {
			this.#fail(error);
		}
		this.#hasNewId = true;
		this.#cookieDue = true;
	}

	/** An answer brings no cookie of a session that was ended meanwhile: the visitor may have a newer one by now. */
	#fail(error: unknown): never {
		if (isSessionEnded(error)) this.#cookieDue = false;
		throw error;
	}

	/**
	 * Where there is nothing to write: renews the idle limit where that is due. Where a cookie is due since an earlier write,
	 * looks how the session stands: it may have been ended, or given other limits, by a request that was answered before
	 * this one.
	 */
	settle(): MaybePromise<void> {
		const session = this.#session;
		const mayBeLate = this.#cookieDue && !this.#hasNewId && !this.isOver && !this.#exchange.headersSent;
		return session === null || !mayBeLate ? this.#renewIfDue() : this.#lookBeforeCookie(session);
	}

	/** What is in a store stays there when that cannot be asked now: no request fails for that, and the next one renews the cookie. */
	async #lookBeforeCookie(session: SessionSnapshot): Promise<void> {
		try {
			const standing = await this.#keeper().reload(session, this.#calls());
			if (standing?.ending === null) this.#session = standing;
			else this.#cookieDue = false;
		} catch (error) {
			if (this.#keeper().cookieHoldsState) throw error;
			this.#cookieDue = false;
		}
	}

	/** Renews the idle limit where enough of it has passed. Fails no request: the next one tries again. */
	#renewIfDue(): MaybePromise<void> {
		const session = this.#session;
		if (session === null || this.isOver || this.#exchange.headersSent) return;
		if (isRenewalDue(session.state, this.#context.settings)) return this.#renew(session);
	}

	async #renew(session: SessionSnapshot): Promise<void> {
		try {
			const renewed = await this.#keeper().renew(session, this.#calls(), this.#exchange);
			if (renewed === null) return;
			this.#session = renewed;
			this.#cookieDue = true;
		} catch {
			// The store's failure was an event already.
		}
	}

	/** Removes what the visitor's cookie leads to and cannot be read, and from then on there is no session. */
	async removeUnreadable(): Promise<void> {
		await this.#keeper().removeUnreadable(this.#exchange, this.#calls());
		this.#destroyed = true;
	}

	/** Ends the session in the store, and from then on there is none. */
	async end(): Promise<void> {
		const session = this.#session;
		if (session !== null && session.ending !== 'gone') {
			await this.#keeper().end(session, this.#calls());
			await endOtherSessions(this.#context, this.#exchange, session, this.#calls());
		}
		this.#destroyed = true;
	}

	/** Whether the visitor has to be sent a cookie, or one that takes it away. */
	get owesCookie(): boolean {
		return this.#destroyed || (this.#cookieDue && !this.isOver);
	}

	/** Whether what was stored is lost to the visitor without that. Where only the limits have moved, those of his cookie can move later. */
	get needsCookie(): boolean {
		return this.owesCookie && (this.#destroyed || this.#hasNewId || this.#keeper().cookieHoldsState);
	}

	/** The Set-Cookie lines that the answer needs. From now on its headers count as sent. */
	seal(): MaybePromise<readonly string[]> {
		this.#exchange.headersSent = true;
		if (!this.owesCookie) return [];
		const session = this.#session;
		if (this.#destroyed || session === null) return linesWithoutSession(this.#context, this.#exchange);
		return linesOf(this.#context, this.#exchange, session);
	}

	#keeper(): Keeper {
		return this.#context.keeper;
	}

	/** One for the calls until the answer leaves; what a long-lived connection does after that has its time anew each time. */
	#calls(): Budget {
		if (this.#exchange.headersSent) return this.#context.budget();
		this.#budget ??= this.#context.budget();
		return this.#budget;
	}

	#begin(change: StateChange): MaybePromise<void> {
		const draft = this.#draft;
		if (draft === null) return;
		const state = renewedIfDue(change(draft.state), this.#context.settings);
		if (state.values.size === 0 && state.subject === null) {
			// Limits alone begin no session; one that begins later has them.
			this.#draft = { ...draft, state };
			return;
		}
		if (this.#exchange.headersSent) throw headersSent();
		return this.#created(this.#keeper().create(draft, state, this.#calls(), this.#exchange));
	}

	#created(session: MaybePromise<SessionSnapshot>): MaybePromise<void> {
		if (session instanceof Promise) return session.then((late) => this.#created(late));
		this.#session = session;
		this.#createdHere = true;
		this.#hasNewId = true;
		this.#cookieDue = true;
	}
}
