import type { SessionRecords } from '../../crypto/session-records.ts';
import type { SessionState } from './state.ts';

/** How a session came to its end: it goes on under another id, or not at all. */
export type Ending = 'moved' | 'gone';

/** What a visitor's cookie says of a session. */
export interface SessionReference {
	/** The 32 secret bytes that the visitor's cookie carries. */
	readonly id: Uint8Array;
	/** SHA-256 of the id, 64 hex digits: the key in the store, and the public handle. */
	readonly key: string;
	/** Seals and opens its records; null where there are none, or they are not sealed. */
	readonly records: SessionRecords | null;
	/** The cookie that the visitor sent was made under the newest secret. */
	readonly cookieCurrent: boolean;
}

/** A session as one request found or made it. Never changed in place: what changes a session answers a new one. */
export interface SessionSnapshot extends SessionReference {
	readonly state: SessionState;
	/** The version of the record that stands in the store; 0 where there is none. */
	readonly version: number;
	/** The opaque text of the subject that stands in the store. */
	readonly subjectTag: string | null;
	/** Null while it lives. Of one that was moved the record says so for a while. */
	readonly ending: Ending | null;
	/** The record was sealed under the newest secret. */
	readonly recordCurrent: boolean;
	/**
	 * Of a session in its visitor's cookie: the absolute limit, in seconds, that its cookies are sealed with. Longer than
	 * that of its state where this server allows less than the one that began it.
	 */
	readonly sealedAbsolute?: number;
}

/** The state as the visitor's cookie holds it: with the limit that another server may let it live to. */
export function asSealed({ state, sealedAbsolute: absolute = state.absolute }: SessionSnapshot): SessionState {
	return { ...state, absolute };
}

/** Makes the next state from the one that stands now; the same object when nothing changes. Runs again after a conflict, so it must be pure. */
export type StateChange = (state: SessionState) => SessionState;
