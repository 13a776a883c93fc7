import type { SentCookies } from '../../cookie/read.ts';
import type { MaybePromise } from '../../promises/maybe-promise.ts';
import type { SessionSnapshot, StateChange } from '../state/session-snapshot.ts';
import type { SessionState } from '../state/state.ts';
import type { Budget } from '../store-calls/budget.ts';
import type { Draft } from './draft.ts';

/** The cookies of one request, as far as a keeper needs them. */
export interface RequestCookies {
	/** What was sent under the name of a session's cookie. */
	sent(name: string): SentCookies;
	/** Whether the request came over https, where that is known: it chooses the cookie's name with `secure: 'auto'`. */
	readonly secure: boolean | null;
	/** The host that the visitor asked, with its port, or an empty string. */
	readonly host: string;
}

/**
 * Where sessions are kept: in records of a store, or in the visitor's own cookies. The life of a session is the
 * same over both.
 */
export interface Keeper {
	/** The session that the request's cookies open, an ended one included, or null. Never throws for what a visitor sent. */
	find(cookies: RequestCookies, budget: Budget): MaybePromise<SessionSnapshot | null>;

	/** The session as it stands now, one that was moved included, or null when it is gone. */
	reload(session: SessionSnapshot, budget: Budget): MaybePromise<SessionSnapshot | null>;

	/** Stores a new session under a drafted id. Throws `SOJOURN_TOO_LARGE`, as all do that change what it holds. */
	create(draft: Draft, state: SessionState, budget: Budget, cookies: RequestCookies): MaybePromise<SessionSnapshot>;

	/** Applies a change to the session as it stands now. Throws `SOJOURN_SESSION_ENDED` when it is over. */
	change(
		session: SessionSnapshot,
		change: StateChange,
		budget: Budget,
		cookies: RequestCookies,
	): MaybePromise<SessionSnapshot>;

	/** Moves the session, changed, to a new id and ends the old one. Throws `SOJOURN_SESSION_ENDED` when it is over. */
	rotate(
		session: SessionSnapshot,
		change: StateChange,
		budget: Budget,
		cookies: RequestCookies,
	): Promise<SessionSnapshot>;

	/** Starts the idle limit anew; null when the session has changed in the meantime. */
	renew(session: SessionSnapshot, budget: Budget, cookies: RequestCookies): Promise<SessionSnapshot | null>;

	/** Removes whatever the request's cookies lead to, also what cannot be read. */
	removeUnreadable(cookies: RequestCookies, budget: Budget): Promise<void>;

	/** Ends the session for good. Throws `SOJOURN_SESSION_ENDED` when it goes on under another id. */
	end(session: SessionSnapshot, budget: Budget): Promise<void>;

	/** The cookie values, piece by piece, that open the session. */
	seal(session: SessionSnapshot, cookies: RequestCookies): MaybePromise<readonly string[]>;

	/** Whether the visitor has to be sent a cookie for a change that leaves id and expiry alone. */
	readonly cookieHoldsState: boolean;
}
