import { cookieValues } from '../cookie/read.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { andThen } from '../crypto/maybe-promise.ts';
import type { Budget } from './budget.ts';
import type { CookiePolicies } from './cookie-policies.ts';
import type { Events } from './events.ts';
import { recordUnreadable } from './faults.ts';
import type { RequestCookies } from './keeper.ts';
import type { RecordCodec } from './record-codec.ts';
import type { SessionSnapshot } from './session-snapshot.ts';
import type { MaybePromise, Store, StoreRecord } from './store.ts';

/** At most so many cookies of the session's name are tried: a visitor may have several, for several paths or domains. */
const triedCookies = 4;

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
		return this.#search(this.cookiesOf(cookies), 0, budget, null);
	}

	/** The values of the visitor's cookies that may be an id. */
	cookiesOf(cookies: RequestCookies): readonly string[] {
		return cookieValues(cookies.header, this.#policies.of(cookies).name, triedCookies);
	}

	/** The first session that lives of these cookies, from one of them on, or else one that was ended. */
	#search(
		values: readonly string[],
		from: number,
		budget: Budget,
		ended: SessionSnapshot | null,
	): MaybePromise<SessionSnapshot | null> {
		const value = values[from];
		if (value === undefined) return ended;
		return andThen(this.#findBy(value, budget), (session) =>
			session?.ending === null ? session : this.#search(values, from + 1, budget, session ?? ended),
		);
	}

	#findBy(cookie: string, budget: Budget): MaybePromise<SessionSnapshot | null> {
		return andThen(this.#ring.openIdCookie(cookie), (opened) => {
			if (opened === null) return null;
			const { id, current } = opened;
			return andThen(this.#ring.storeKey(id), (key) => this.read(id, key, current, budget));
		});
	}

	/** The session whose record stands under the key of an id. */
	read(id: Uint8Array, key: string, cookieCurrent: boolean, budget: Budget): MaybePromise<SessionSnapshot | null> {
		return andThen(
			budget.call('harmless', (call) => this.#store.read(key, call)),
			(record) => (record === null ? null : this.decode(id, key, cookieCurrent, record)),
		);
	}

	/** The session in a record; null when it has expired. Throws `SOJOURN_RECORD_UNREADABLE`. */
	decode(
		id: Uint8Array,
		key: string,
		cookieCurrent: boolean,
		record: StoreRecord,
	): MaybePromise<SessionSnapshot | null> {
		return andThen(this.#codec.decode(id, key, cookieCurrent, record), (session) => {
			if (session !== 'unreadable') return session;
			this.#events.emit('unreadable');
			throw recordUnreadable();
		});
	}
}
