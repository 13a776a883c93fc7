import type { Store, StoreRecord } from '../../contract/store.ts';
import type { SentCookies } from '../../cookie/read.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import type { Opened } from '../../crypto/opened.ts';
import type { MaybePromise } from '../../promises/maybe-promise.ts';
import { recordUnreadable } from '../faults.ts';
import type { CookiePolicies } from '../http/cookie-policies.ts';
import { firstLiving } from '../keeper/first-living.ts';
import type { RequestCookies } from '../keeper/keeper.ts';
import type { Events } from '../manager/events.ts';
import type { SessionReference, SessionSnapshot } from '../state/session-snapshot.ts';
import type { Budget } from '../store-calls/budget.ts';
import type { RecordCodec } from './record-codec.ts';

/** Finds the session of a visitor in the records of a store. */
export class RecordReader {
	readonly #store: Store;
	readonly #ring: KeyRing;
	readonly #codec: RecordCodec;
	readonly #policies: CookiePolicies;
	readonly #events: Events;

	constructor(parts: {
		readonly store: Store;
		readonly ring: KeyRing;
		readonly codec: RecordCodec;
		readonly policies: CookiePolicies;
		readonly events: Events;
	}) {
		this.#store = parts.store;
		this.#ring = parts.ring;
		this.#codec = parts.codec;
		this.#policies = parts.policies;
		this.#events = parts.events;
	}

	/** The session that a visitor's cookies lead to. */
	find(cookies: RequestCookies, budget: Budget): MaybePromise<SessionSnapshot | null> {
		const { name, values } = this.sentBy(cookies);
		return firstLiving(values, (value) => this.#findBy(this.#ring.openIdCookie(value, name), budget));
	}

	/** The visitor's cookies that may be an id. */
	sentBy(cookies: RequestCookies): SentCookies {
		return cookies.sent(this.#policies.of(cookies).name);
	}

	#findBy(opened: MaybePromise<Opened | null>, budget: Budget): MaybePromise<SessionSnapshot | null> {
		if (opened instanceof Promise) return opened.then((late) => this.#findBy(late, budget));
		if (opened === null) return null;
		const { bytes, current } = opened;
		const key = this.#ring.storeKey(bytes);
		if (key instanceof Promise) {
			return key.then((late) => this.read(this.#codec.reference(bytes, late, current), budget));
		}
		return this.read(this.#codec.reference(bytes, key, current), budget);
	}

	/** The session whose record stands where a cookie says. */
	read(reference: SessionReference, budget: Budget): MaybePromise<SessionSnapshot | null> {
		return this.decode(
			reference,
			budget.call('harmless', (call) => this.#store.read(reference.key, call)),
		);
	}

	/** The session in a record; null when there is none, or it has expired. Throws `SOJOURN_RECORD_UNREADABLE`. */
	decode(reference: SessionReference, record: MaybePromise<StoreRecord | null>): MaybePromise<SessionSnapshot | null> {
		if (record instanceof Promise) return record.then((late) => this.decode(reference, late));
		return record === null ? null : this.#readable(this.#codec.decode(reference, record));
	}

	#readable(session: MaybePromise<SessionSnapshot | null | 'unreadable'>): MaybePromise<SessionSnapshot | null> {
		if (session instanceof Promise) return session.then((late) => this.#readable(late));
		if (session !== 'unreadable') return session;
		this.#events.emit('unreadable');
		throw recordUnreadable();
	}
}
