import type { ConditionalResult, Store, StoreRecord } from '../../contract/store.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import { andThen, type MaybePromise } from '../../promises/maybe-promise.ts';
import { sessionEnded } from '../faults.ts';
import type { CookiePolicies } from '../http/cookie-policies.ts';
import { type Draft, newDraft } from '../keeper/draft.ts';
import type { Keeper, RequestCookies } from '../keeper/keeper.ts';
import type { Events } from '../manager/events.ts';
import type { Settings } from '../options/settings.ts';
import { expiryOf } from '../state/limits.ts';
import { renewed } from '../state/renewal.ts';
import type { SessionSnapshot, StateChange } from '../state/session-snapshot.ts';
import type { SessionState } from '../state/state.ts';
import { backOff } from '../store-calls/back-off.ts';
import type { Budget } from '../store-calls/budget.ts';
import type { Purger } from '../store-calls/purger.ts';
import { Lanes } from './lanes.ts';
import { endedRecord, RecordCodec } from './record-codec.ts';
import { RecordReader } from './record-reader.ts';

/** Keeps sessions in the records of a store. Everything that changes a record is compare and set, once for all stores. */
export class RecordKeeper implements Keeper {
	readonly cookieHoldsState = false;
	readonly #store: Store;
	readonly #ring: KeyRing;
	readonly #settings: Settings;
	readonly #policies: CookiePolicies;
	readonly #events: Events;
	readonly #purger: Purger;
	readonly #codec: RecordCodec;
	readonly #reader: RecordReader;
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
		this.#codec = new RecordCodec(parts.ring, parts.settings, parts.store.capabilities.sealed);
		this.#reader = new RecordReader({ ...parts, codec: this.#codec });
		this.#lanes = new Lanes((base, changes, budget) => this.#write(base, changes, budget));
	}

	find(cookies: RequestCookies, budget: Budget): MaybePromise<SessionSnapshot | null> {
		return this.#reader.find(cookies, budget);
	}

	reload(session: SessionSnapshot, budget: Budget): MaybePromise<SessionSnapshot | null> {
		return this.#reader.read(session, budget);
	}

	create({ id, key }: Draft, state: SessionState, budget: Budget): MaybePromise<SessionSnapshot> {
		const session = this.#codec.newSession(id, key, state);
		return this.#created(session, this.#insert(session, budget), budget);
	}

	change(session: SessionSnapshot, change: StateChange, budget: Budget): MaybePromise<SessionSnapshot> {
		return this.#lanes.change(session, change, budget);
	}

	async rotate(session: SessionSnapshot, change: StateChange, budget: Budget): Promise<SessionSnapshot> {
		const draft = await newDraft(this.#ring);
		let successor: SessionSnapshot | null = null;
		await this.#lanes.alone(session, budget, async (base) => {
			if (base.ending !== null) throw sessionEnded();
			const created = await this.create(draft, change(base.state), budget);
			try {
				successor = await this.#move(base, created, change, budget);
			} catch (error) {
				// Nobody has its cookie, and nobody will.
				await this.#remove(created, budget);
				throw error;
			}
			return { ...base, ending: 'moved' };
		});
		if (successor === null) throw sessionEnded();
		this.#events.emit('ended');
		return successor;
	}

	async renew(session: SessionSnapshot, budget: Budget): Promise<SessionSnapshot | null> {
		const state = renewed(session.state, this.#settings);
		if (!session.recordCurrent)
			return this.change(session, (standing) => ({ ...standing, renewed: state.renewed }), budget);
		const stands = await budget.call('change', (call) =>
			this.#store.touch(session.key, expiryOf(state), session.version, call),
		);
		return stands ? { ...session, state } : null;
	}

	async removeUnreadable(cookies: RequestCookies, budget: Budget): Promise<void> {
		const { name, values } = this.#reader.sentBy(cookies);
		for (const value of values) {
			const opened = await this.#ring.openIdCookie(value, name);
			if (opened === null) continue;
			const key = await this.#ring.storeKey(opened.bytes);
			const result = await budget.call('change', (call) => this.#store.delete(key, null, call));
			if (result === 'done') this.#events.emit('ended');
		}
	}

	async end(session: SessionSnapshot, budget: Budget): Promise<void> {
		await this.#lanes.alone(session, budget, async (base) => {
			if (base.ending === 'gone') return base;
			if (base.ending === 'moved') throw sessionEnded();
			let current = base;
			for (let attempt = 0; ; attempt += 1) {
				const { key, version } = current;
				const result = await budget.call('change', (call) => this.#store.delete(key, version, call));
				if (result === 'done') this.#events.emit('ended');
				if (result === 'done' || result === 'missing') return { ...current, ending: 'gone' };
				const standing = await this.#standing(current, result);
				if (standing === null) throw sessionEnded();
				await backOff(attempt, budget);
				current = standing;
			}
		});
	}

	seal(session: SessionSnapshot, cookies: RequestCookies): MaybePromise<readonly string[]> {
		const { name } = this.#policies.of(cookies);
		return andThen(this.#ring.sealIdCookie(session.id, name), (cookie) => [cookie]);
	}

	#insert(session: MaybePromise<SessionSnapshot>, budget: Budget): MaybePromise<boolean> {
		if (session instanceof Promise) return session.then((late) => this.#insert(late, budget));
		return andThen(this.#codec.encode(session), (record) =>
			budget.call('harmless', (call) => this.#store.create(session.key, record, call)),
		);
	}

	/** The session that was made; under another id where that of its draft was taken. */
	#created(
		session: MaybePromise<SessionSnapshot>,
		isCreated: MaybePromise<boolean>,
		budget: Budget,
	): MaybePromise<SessionSnapshot> {
		if (isCreated instanceof Promise) return isCreated.then((late) => this.#created(session, late, budget));
		if (session instanceof Promise) return session.then((late) => this.#created(late, isCreated, budget));
		if (!isCreated) return andThen(newDraft(this.#ring), (draft) => this.create(draft, session.state, budget));
		this.#purger.note();
		this.#events.emit('created');
		return session;
	}

	/** Writes what all the changes make of the session, again and again over what stands there, until it lands. */
	#write(
		current: SessionSnapshot,
		changes: readonly StateChange[],
		budget: Budget,
		attempt = 0,
	): MaybePromise<SessionSnapshot> {
		if (current.ending !== null) throw sessionEnded();
		const state = changes.reduce((before, change) => change(before), current.state);
		if (state === current.state) return current;
		const next = this.#codec.next(current, state);
		const result = this.#replace(current, next, budget);
		if (result !== 'done') return this.#written(current, next, result, changes, budget, attempt);
		this.#purger.note();
		return next;
	}

	/** Goes on when a write is over that has to be waited for, or has failed. */
	async #written(
		current: SessionSnapshot,
		next: MaybePromise<SessionSnapshot>,
		replacing: MaybePromise<ConditionalResult>,
		changes: readonly StateChange[],
		budget: Budget,
		attempt: number,
	): Promise<SessionSnapshot> {
		const result = await replacing;
		if (result === 'done') {
			this.#purger.note();
			return next;
		}
		const standing = await this.#standing(current, result);
		if (standing === null) throw sessionEnded();
		this.#events.emit('conflict');
		await backOff(attempt, budget);
		return this.#write(standing, changes, budget, attempt + 1);
	}

	/** Puts the record of the next version in place of the one that this version has. */
	#replace(
		current: SessionSnapshot,
		next: MaybePromise<SessionSnapshot>,
		budget: Budget,
	): MaybePromise<ConditionalResult> {
		if (next instanceof Promise) return next.then((late) => this.#replace(current, late, budget));
		return this.#put(current, this.#codec.encode(next), budget);
	}

	#put(current: SessionSnapshot, record: MaybePromise<StoreRecord>, budget: Budget): MaybePromise<ConditionalResult> {
		if (record instanceof Promise) return record.then((late) => this.#put(current, late, budget));
		const { key, version } = current;
		return budget.call('change', (call) => this.#store.replace(key, record, version, call));
	}

	/** Ends the old record, and carries over to the new one what others change in it until then. */
	async #move(
		from: SessionSnapshot,
		to: SessionSnapshot,
		change: StateChange,
		budget: Budget,
	): Promise<SessionSnapshot> {
		let [current, successor] = [from, to];
		for (let attempt = 0; ; attempt += 1) {
			const result = await this.#endOld(current, budget);
			if (result === 'done') return successor;
			const standing = await this.#standing(current, result);
			if (standing === null) throw sessionEnded();
			this.#events.emit('conflict');
			await backOff(attempt, budget);
			current = standing;
			// Nobody else knows the new id yet, so this cannot conflict.
			successor = await this.#changeNew(successor, change(current.state), budget);
		}
	}

	async #changeNew(session: SessionSnapshot, state: SessionState, budget: Budget): Promise<SessionSnapshot> {
		const next = await this.#codec.next(session, state);
		if ((await this.#replace(session, next, budget)) !== 'done') throw sessionEnded();
		return next;
	}

	#endOld(session: SessionSnapshot, budget: Budget): MaybePromise<ConditionalResult> {
		const record = endedRecord(session.version + 1, this.#settings.clock());
		return budget.call('change', (call) => this.#store.replace(session.key, record, session.version, call));
	}

	/** What a conditional change found instead of the version it wanted; null when the session is over. */
	async #standing(
		session: SessionSnapshot,
		result: Exclude<ConditionalResult, 'done'>,
	): Promise<SessionSnapshot | null> {
		if (result === 'missing') return null;
		const standing = await this.#reader.decode(session, result);
		return standing?.ending === null ? standing : null;
	}

	async #remove(session: SessionSnapshot, budget: Budget): Promise<void> {
		try {
			const result = await budget.call('change', (call) => this.#store.delete(session.key, null, call));
			if (result === 'done') this.#events.emit('ended');
		} catch {
			// Then it expires. The store's failure was an event already.
		}
	}
}
