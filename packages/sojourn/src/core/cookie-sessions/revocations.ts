import type { Store, StoreRecord } from '../../contract/store.ts';
import { andThen, type MaybePromise } from '../../promises/maybe-promise.ts';
import type { Settings } from '../options/settings.ts';
import { absoluteEndOf, after, movedLifetime } from '../state/limits.ts';
import { asSealed, type SessionSnapshot } from '../state/session-snapshot.ts';
import type { Budget } from '../store-calls/budget.ts';
import type { Purger } from '../store-calls/purger.ts';

/** Whether a cookie that opens may be used: `'replaced'` for a while after `regenerate`, `'ended'` for good. */
export type Verdict = 'valid' | 'replaced' | 'ended';

/** The record of a replaced session holds the time at which it was; that of an ended one nothing. */
const timeBytes = 8;

/** The ids of cookie sessions that were ended before their cookies ran out, kept in any store. */
export class Revocations {
	readonly #store: Store;
	readonly #settings: Settings;
	readonly #purger: Purger;

	constructor(store: Store, settings: Settings, purger: Purger) {
		this.#store = store;
		this.#settings = settings;
		this.#purger = purger;
	}

	verdictOn(key: string, budget: Budget): MaybePromise<Verdict> {
		return andThen(
			budget.call('harmless', (call) => this.#store.read(key, call)),
			(record) => {
				if (record === null) return 'valid';
				if (record.data.length !== timeBytes) return 'ended';
				const since = new DataView(record.data.buffer, record.data.byteOffset).getFloat64(0);
				return this.#settings.clock() < since + movedLifetime ? 'replaced' : 'ended';
			},
		);
	}

	/** Notes, for as long as a copy of its cookie opens, that a session goes on under another id; answers false when it was over already. */
	replaced(session: SessionSnapshot, budget: Budget): Promise<boolean> {
		const data = new Uint8Array(timeBytes);
		new DataView(data.buffer).setFloat64(0, this.#settings.clock());
		return this.#note(session.key, data, absoluteEndOf(asSealed(session)), budget);
	}

	/** Notes that a session is over; answers false when it was already. */
	ended(session: SessionSnapshot, budget: Budget): Promise<boolean> {
		return this.#note(session.key, new Uint8Array(0), absoluteEndOf(asSealed(session)), budget);
	}

	/** Notes that the session with this key is over, of which nothing else is known. */
	revoked(key: string, budget: Budget): Promise<boolean> {
		const { clock, limits } = this.#settings;
		return this.#note(key, new Uint8Array(0), after(clock(), limits.absolute), budget);
	}

	async #note(key: string, data: Uint8Array, expiresAt: number, budget: Budget): Promise<boolean> {
		const record: StoreRecord = { data, version: 1, expiresAt, subject: null };
		const noted = await budget.call('change', (call) => this.#store.create(key, record, call));
		if (noted) this.#purger.note();
		return noted;
	}
}
