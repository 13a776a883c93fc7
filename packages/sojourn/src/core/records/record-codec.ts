import type { StoreRecord } from '../../contract/store.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import type { Opened } from '../../crypto/opened.ts';
import { andThen, type MaybePromise } from '../../promises/maybe-promise.ts';
import { tooLarge } from '../faults.ts';
import type { Settings } from '../options/settings.ts';
import { decodeState, encodeState } from '../state/layout.ts';
import { expiryOf, hasExpired, movedLifetime } from '../state/limits.ts';
import type { SessionReference, SessionSnapshot } from '../state/session-snapshot.ts';
import { newState, type SessionState } from '../state/state.ts';

/** The clocks of two servers may be as far apart as an ended record lives, and not more. */
const longestEndedRecordLifetime = 2 * movedLifetime;

/** The record of the next version, which only says that its session goes on under another id. */
export function endedRecord(version: number, now: number): StoreRecord {
	return { data: new Uint8Array(0), version, expiresAt: now + movedLifetime, subject: null };
}

/** Whether it only says that. Another record that has lost its bytes has a subject, or lives for longer. */
function isEndedRecord({ data, subject, expiresAt }: StoreRecord, now: number): boolean {
	return data.length === 0 && subject === null && expiresAt - now <= longestEndedRecordLifetime;
}

/** Turns sessions into records and back: sealed, unless the store never leaves the process. */
export class RecordCodec {
	readonly #ring: KeyRing;
	readonly #settings: Settings;
	readonly #sealed: boolean;

	constructor(ring: KeyRing, settings: Settings, sealed: boolean) {
		this.#ring = ring;
		this.#settings = settings;
		this.#sealed = sealed;
	}

	/** What a cookie with this id says. */
	reference(id: Uint8Array, key: string, cookieCurrent: boolean): SessionReference {
		return { id, key, records: this.#sealed ? this.#ring.records(id, key) : null, cookieCurrent };
	}

	/** A session that has no record yet. */
	newSession(id: Uint8Array, key: string, state: SessionState): MaybePromise<SessionSnapshot> {
		return snapshot(this.reference(id, key, true), state, 1, this.#tagOf(state.subject));
	}

	/** The session's next version, with this state. */
	next(session: SessionSnapshot, state: SessionState): MaybePromise<SessionSnapshot> {
		const subjectStays = state.subject === session.state.subject && session.recordCurrent;
		const tag = subjectStays ? session.subjectTag : this.#tagOf(state.subject);
		return snapshot(session, state, session.version + 1, tag);
	}

	/** The record of a session. Throws `SOJOURN_TOO_LARGE` over `maxBytes`. */
	encode(session: SessionSnapshot): MaybePromise<StoreRecord> {
		const plaintext = encodeState(this.#ring, session.state);
		if (plaintext.length > this.#settings.maxBytes) {
			throw tooLarge(plaintext.length, this.#settings.maxBytes, 'the option maxBytes');
		}
		return recordOf(session, session.records === null ? plaintext : session.records.seal(plaintext));
	}

	/** The session in a record; null when it has expired. */
	decode(reference: SessionReference, record: StoreRecord): MaybePromise<SessionSnapshot | null | 'unreadable'> {
		const now = this.#settings.clock();
		if (record.expiresAt <= now) return null;
		const { id, key, records, cookieCurrent } = reference;
		if (!isEndedRecord(record, now)) {
			const { data } = record;
			const opened = records === null ? { bytes: data, current: cookieCurrent } : records.open(data);
			return this.#sessionIn(opened, reference, record);
		}
		const { version, subject: subjectTag } = record;
		const state = newState(now, this.#settings.limits);
		return { id, key, records, cookieCurrent, state, version, subjectTag, ending: 'moved', recordCurrent: true };
	}

	#sessionIn(
		opened: MaybePromise<Opened | null>,
		reference: SessionReference,
		record: StoreRecord,
	): MaybePromise<SessionSnapshot | null | 'unreadable'> {
		if (opened instanceof Promise) return opened.then((late) => this.#sessionIn(late, reference, record));
		const sealedState = opened === null ? null : decodeState(this.#ring, opened.bytes);
		if (opened === null || sealedState === null) return 'unreadable';
		const { version, subject: subjectTag, expiresAt } = record;
		const state = this.#withStoredExpiry(sealedState, expiresAt);
		if (hasExpired(state, this.#settings.clock())) return null;
		const { id, key, records, cookieCurrent } = reference;
		const recordCurrent = opened.current;
		return { id, key, records, cookieCurrent, state, version, subjectTag, ending: null, recordCurrent };
	}

	/** A renewal moves the record's expiry and leaves its bytes, so the later of the two says when it was. */
	#withStoredExpiry(state: SessionState, expiresAt: number): SessionState {
		const renewed = Math.max(state.renewed, expiresAt - state.idle * 1000);
		const absolute = Math.min(state.absolute, this.#settings.limits.absolute);
		return renewed === state.renewed && absolute === state.absolute ? state : { ...state, renewed, absolute };
	}

	#tagOf(subject: string | null): MaybePromise<string | null> {
		return subject === null ? null : andThen(this.#ring.subjectTags(subject), ([newest]) => newest ?? null);
	}
}

/** A living session whose record is made under the newest secret. */
function snapshot(
	reference: SessionReference,
	state: SessionState,
	version: number,
	subjectTag: MaybePromise<string | null>,
): MaybePromise<SessionSnapshot> {
	if (subjectTag instanceof Promise) return subjectTag.then((late) => snapshot(reference, state, version, late));
	const { id, key, records, cookieCurrent } = reference;
	return { id, key, records, cookieCurrent, state, version, subjectTag, ending: null, recordCurrent: true };
}

function recordOf(session: SessionSnapshot, data: MaybePromise<Uint8Array>): MaybePromise<StoreRecord> {
	if (data instanceof Promise) return data.then((late) => recordOf(session, late));
	return { data, version: session.version, expiresAt: expiryOf(session.state), subject: session.subjectTag };
}
