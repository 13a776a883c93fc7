import type { KeyRing } from '../crypto/key-ring.ts';
import { andThen } from '../crypto/maybe-promise.ts';
import type { SessionRecords } from '../crypto/session-records.ts';
import { tooLarge } from './faults.ts';
import { decodeState, encodeState } from './layout.ts';
import { expiryOf, hasExpired } from './limits.ts';
import type { SessionSnapshot } from './session-snapshot.ts';
import type { Settings } from './settings.ts';
import { newState, type SessionState } from './state.ts';
import type { MaybePromise, StoreRecord } from './store.ts';

/** Milliseconds for which a regenerated session's old key says that it is over. */
const endedRecordLifetime = 60_000;

/** The clocks of two servers may be as far apart as that, and not more. */
const longestEndedRecordLifetime = 2 * endedRecordLifetime;

/** The record of the next version, which only says that its session goes on under another id. */
export function endedRecord(version: number, now: number): StoreRecord {
	return { data: new Uint8Array(0), version, expiresAt: now + endedRecordLifetime, subject: null };
}

/** Whether it only says that. Another record that has lost its bytes has a subject, or lives for longer. */
export function isEndedRecord({ data, subject, expiresAt }: StoreRecord, now: number): boolean {
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

	/** A session that has no record yet. */
	newSession(id: Uint8Array, key: string, state: SessionState): MaybePromise<SessionSnapshot> {
		return andThen(this.#tagOf(state.subject), (subjectTag) => ({
			id,
			key,
			records: this.#recordsOf(id, key),
			state,
			version: 1,
			subjectTag,
			ending: null,
			cookieCurrent: true,
			recordCurrent: true,
		}));
	}

	/** The session's next version, with this state. */
	next(session: SessionSnapshot, state: SessionState): MaybePromise<SessionSnapshot> {
		const subjectStays = state.subject === session.state.subject && session.recordCurrent;
		return andThen(subjectStays ? session.subjectTag : this.#tagOf(state.subject), (subjectTag) => ({
			...session,
			state,
			version: session.version + 1,
			subjectTag,
			recordCurrent: true,
		}));
	}

	/** The record of a session. Throws `SOJOURN_TOO_LARGE` over `maxBytes`. */
	encode(session: SessionSnapshot, version: number): MaybePromise<StoreRecord> {
		const plaintext = encodeState(this.#ring.encodeUtf8, session.state);
		if (plaintext.length > this.#settings.maxBytes) {
			throw tooLarge(plaintext.length, this.#settings.maxBytes, 'the option maxBytes');
		}
		return andThen(session.records === null ? plaintext : session.records.seal(plaintext), (data) => ({
			data,
			version,
			expiresAt: expiryOf(session.state),
			subject: session.subjectTag,
		}));
	}

	/** The session in a record; null when it has expired. */
	decode(
		id: Uint8Array,
		key: string,
		cookieCurrent: boolean,
		record: StoreRecord,
	): MaybePromise<SessionSnapshot | null | 'unreadable'> {
		const now = this.#settings.clock();
		if (record.expiresAt <= now) return null;
		const { version, subject: subjectTag } = record;
		const records = this.#recordsOf(id, key);
		if (isEndedRecord(record, now)) {
			const state = newState(now, this.#settings.limits);
			return { id, key, records, state, version, subjectTag, ending: 'moved', cookieCurrent, recordCurrent: true };
		}
		const opening = records === null ? { plaintext: record.data, current: cookieCurrent } : records.open(record.data);
		return andThen(opening, (opened) => {
			const sealedState = opened === null ? null : decodeState(opened.plaintext);
			if (opened === null || sealedState === null) return 'unreadable';
			const state = this.#withStoredExpiry(sealedState, record.expiresAt);
			if (hasExpired(state, now)) return null;
			return {
				id,
				key,
				records,
				state,
				version,
				subjectTag,
				ending: null,
				cookieCurrent,
				recordCurrent: opened.current,
			};
		});
	}

	/** A renewal moves the record's expiry and leaves its bytes, so the later of the two says when it was. */
	#withStoredExpiry(state: SessionState, expiresAt: number): SessionState {
		const renewed = Math.max(state.renewed, expiresAt - state.idle * 1000);
		const absolute = Math.min(state.absolute, this.#settings.limits.absolute);
		return renewed === state.renewed && absolute === state.absolute ? state : { ...state, renewed, absolute };
	}

	#recordsOf(id: Uint8Array, key: string): SessionRecords | null {
		return this.#sealed ? this.#ring.records(id, key) : null;
	}

	#tagOf(subject: string | null): MaybePromise<string | null> {
		return subject === null ? null : andThen(this.#ring.subjectTags(subject), ([newest]) => newest ?? null);
	}
}
