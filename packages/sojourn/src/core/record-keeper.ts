import { cookieValues } from '../cookie/read.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import type { Budget } from './budget.ts';
import type { CookiePolicies } from './cookie-policies.ts';
import type { Events } from './events.ts';
import { recordUnreadable, sessionEnded } from './faults.ts';
import type { Keeper, RequestCookies } from './keeper.ts';
import { Lanes } from './lanes.ts';
import { expiryOf, renewedAt } from './limits.ts';
import type { LiveSession, StateChange } from './live-session.ts';
import type { Purger } from './purger.ts';
import { RecordSeal } from './record-seal.ts';
import { backOff } from './retry.ts';
import type { Settings } from './settings.ts';
import type { SessionState } from './state.ts';
import type { ConditionalResult, Store, StoreRecord } from './store.ts';

/** At most so many cookies of the session's name are tried: a visitor may have several, for several paths or domains. */
const triedCookies = 4;

/** Milliseconds for which a regenerated session's old key says that it is over. */
const endedRecordLifetime = 60_000;

/** Keeps sessions in the records of a store. Everything that changes a record is compare and set, once for all stores. */
export class RecordKeeper implements Keeper {
	readonly cookieHoldsState = false;
	readonly #store: Store;
	readonly #ring: KeyRing;
	readonly #settings: Settings;
	readonly #policies: CookiePolicies;
	readonly #events: Events;
	readonly #purger: Purger;
	readonly #seal: RecordSeal;
	readonly #lanes: Lanes;

	constructor(parts: {
		readonly store: Store;
		readonly ring: KeyRing;
		readonly settings: Settings;
		readonly policies: CookiePolicies;
		readonly events: Events;
		readonly purger: Purger;
	}) {
		this.#store = parts.store;
		this.#ring = parts.ring;
		this.#settings = parts.settings;
		this.#policies = parts.policies;
		this.#events = parts.events;
		this.#purger = parts.purger;
		this.#seal = new RecordSeal(parts.ring, parts.settings, parts.store.capabilities.sealed);
		this.#lanes = new Lanes((base, changes, budget) => this.#write(base, changes, budget));
	}

	async find(cookies: RequestCookies, budget: Budget): Promise<LiveSession | null> {
		let ended: LiveSession | null = null;
		for (const value of cookieValues(cookies.header, this.#policies.of(cookies).name, triedCookies)) {
			const opened = await this.#ring.openIdCookie(value);
			if (opened === null) continue;
			const key = await this.#ring.storeKey(opened.id);
			const session = await this.#read(opened.id, key, opened.current, budget);
			if (session === null) continue;
			if (!session.ended) return session;
			ended = session;
		}
		return ended;
	}

	reload(session: LiveSession, budget: Budget): Promise<LiveSession | null> {
		return this.#read(session.id, session.key, session.cookieCurrent, budget);
	}

	async draft(): Promise<{ readonly id: Uint8Array; readonly key: string }> {
		const id = this.#ring.newId();
		return { id, key: await this.#ring.storeKey(id) };
	}

	async create(
		draft: { readonly id: Uint8Array; readonly key: string },
		state: SessionState,
		budget: Budget,
	): Promise<LiveSession> {
		let { id, key } = draft;
		for (;;) {
			const session = await this.#seal.newSession(id, key, state);
			const record = await this.#seal.seal(session, 1);
			if (await budget.call('harmless', (call) => this.#store.create(key, record, call))) {
				this.#purger.note();
				this.#events.emit('created');
				return session;
			}
			({ id, key } = await this.draft());
		}
	}

	change(session: LiveSession, change: StateChange, budget: Budget): Promise<LiveSession> {
		return this.#lanes.change(session, change, budget);
	}

	async rotate(session: LiveSession, change: StateChange, budget: Budget): Promise<LiveSession> {
		const draft = await this.draft();
		let successor: LiveSession | null = null;
		await this.#lanes.alone(session, budget, async (base) => {
			let current = base;
			if (current.ended) throw sessionEnded();
			successor = await this.create(draft, change(current.state), budget);
			for (let attempt = 0; ; attempt += 1) {
				const result = await this.#endOld(current, budget);
				if (result === 'done') return { ...current, ended: true };
				const standing = await this.#standing(current, result);
				if (standing === null) {
					await this.#remove(successor, budget);
					throw sessionEnded();
				}
				this.#events.emit('conflict');
				await backOff(attempt, budget);
				current = standing;
				// Nobody else knows the new id yet, so this cannot conflict.
				successor = await this.#replace(successor, change(current.state), budget);
			}
		});
		if (successor === null) throw sessionEnded();
		this.#events.emit('ended');
		return successor;
	}

	async renew(session: LiveSession, budget: Budget): Promise<LiveSession | null> {
		const state = renewedAt(session.state, this.#settings.clock());
		if (!session.recordCurrent)
			return this.change(session, (standing) => ({ ...standing, renewed: state.renewed }), budget);
		const stands = await budget.call('change', (call) =>
			this.#store.touch(session.key, expiryOf(state), session.version, call),
		);
		return stands ? { ...session, state } : null;
	}

	async discard(cookies: RequestCookies, budget: Budget): Promise<void> {
		for (const value of cookieValues(cookies.header, this.#policies.of(cookies).name, triedCookies)) {
			const opened = await this.#ring.openIdCookie(value);
			if (opened === null) continue;
			const key = await this.#ring.storeKey(opened.id);
			await budget.call('change', (call) => this.#store.delete(key, null, call));
		}
		this.#events.emit('ended');
	}

	async end(session: LiveSession, budget: Budget): Promise<void> {
		await this.#lanes.alone(session, budget, async (base) => {
			let current = base;
			for (let attempt = 0; ; attempt += 1) {
				const { key, version } = current;
				const result = await budget.call('change', (call) => this.#store.delete(key, version, call));
				if (result === 'done' || result === 'missing') return { ...current, ended: true };
				const standing = await this.#standing(current, result);
				if (standing === null) throw sessionEnded();
				await backOff(attempt, budget);
				current = standing;
			}
		});
		this.#events.emit('ended');
	}

	async seal(session: LiveSession): Promise<readonly string[]> {
		return [await this.#ring.sealIdCookie(session.id)];
	}

	async #read(id: Uint8Array, key: string, cookieCurrent: boolean, budget: Budget): Promise<LiveSession | null> {
		const record = await budget.call('harmless', (call) => this.#store.read(key, call));
		return record === null ? null : this.#open(id, key, cookieCurrent, record);
	}

	async #open(id: Uint8Array, key: string, cookieCurrent: boolean, record: StoreRecord): Promise<LiveSession | null> {
		const session = await this.#seal.open(id, key, cookieCurrent, record);
		if (session === 'unreadable') {
			this.#events.emit('unreadable');
			throw recordUnreadable();
		}
		return session;
	}

	/** Writes what all the changes make of the session, again and again over what stands there, until it lands. */
	async #write(base: LiveSession, changes: readonly StateChange[], budget: Budget): Promise<LiveSession> {
		let current = base;
		if (current.ended) throw sessionEnded();
		for (let attempt = 0; ; attempt += 1) {
			const state = changes.reduce((before, change) => change(before), current.state);
			if (state === current.state) return current;
			const next = await this.#seal.next(current, state);
			const record = await this.#seal.seal(next, next.version);
			const { key, version } = current;
			const result = await budget.call('change', (call) => this.#store.replace(key, record, version, call));
			if (result === 'done') {
				this.#purger.note();
				return next;
			}
			const standing = await this.#standing(current, result);
			if (standing === null) throw sessionEnded();
			this.#events.emit('conflict');
			await backOff(attempt, budget);
			current = standing;
		}
	}

	async #replace(session: LiveSession, state: SessionState, budget: Budget): Promise<LiveSession> {
		const next = await this.#seal.next(session, state);
		const record = await this.#seal.seal(next, next.version);
		const result = await budget.call('change', (call) =>
			this.#store.replace(session.key, record, session.version, call),
		);
		if (result !== 'done') throw sessionEnded();
		return next;
	}

	#endOld(session: LiveSession, budget: Budget): ConditionalResult | Promise<ConditionalResult> {
		const record: StoreRecord = {
			data: new Uint8Array(0),
			version: session.version + 1,
			expiresAt: this.#settings.clock() + endedRecordLifetime,
			subject: null,
		};
		return budget.call('change', (call) => this.#store.replace(session.key, record, session.version, call));
	}

	/** What a conditional change found instead of the version it wanted; null when the session is over. */
	async #standing(session: LiveSession, result: Exclude<ConditionalResult, 'done'>): Promise<LiveSession | null> {
		if (result === 'missing') return null;
		const standing = await this.#open(session.id, session.key, session.cookieCurrent, result);
		return standing === null || standing.ended ? null : standing;
	}

	async #remove(session: LiveSession, budget: Budget): Promise<void> {
		await budget.call('change', (call) => this.#store.delete(session.key, null, call));
	}
}
