import { SojournError } from '../../contract/errors.ts';
import type { Store, SubjectEntry } from '../../contract/store.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import { unsupported } from '../faults.ts';
import type { Directory, ListedSession } from '../keeper/directory.ts';
import type { Events } from '../manager/events.ts';
import type { Settings } from '../options/settings.ts';
import { backOff } from '../store-calls/back-off.ts';
import type { Budget } from '../store-calls/budget.ts';
import { isEndedRecord } from './record-codec.ts';

/** Milliseconds since the epoch: no `Date` is later (ECMAScript, "Time Values and Time Range"). */
const latestDate = 8.64e15;

/** Rounds of looking for sessions that began while others were being ended. */
const revocationRounds = 10;

/** Finds and ends the sessions of a subject in a store. */
export class SubjectDirectory implements Directory {
	readonly #store: Store;
	readonly #ring: KeyRing;
	readonly #events: Events;
	readonly #budget: () => Budget;
	readonly #clock: () => number;

	constructor(parts: {
		readonly store: Store;
		readonly ring: KeyRing;
		readonly settings: Settings;
		readonly events: Events;
		readonly budget: () => Budget;
	}) {
		this.#store = parts.store;
		this.#ring = parts.ring;
		this.#events = parts.events;
		this.#budget = parts.budget;
		this.#clock = parts.settings.clock;
	}

	async list(subject: string): Promise<ListedSession[]> {
		const entries = await this.#find(subject, this.#budget());
		return entries.map((entry) => ({ id: entry.key, expiresAt: new Date(Math.min(entry.expiresAt, latestDate)) }));
	}

	async revoke(handle: string, subject: string): Promise<boolean> {
		const budget = this.#budget();
		const entries = await this.#find(subject, budget);
		if (!entries.some((entry) => entry.key === handle)) return false;
		return this.#end(handle, budget);
	}

	async revokeAll(subject: string, except: string | null): Promise<number> {
		let total = 0;
		for (let round = 0; round < revocationRounds; round += 1) {
			const entries = (await this.#find(subject, this.#budget())).filter((entry) => entry.key !== except);
			if (entries.length === 0) return total;
			for (const entry of entries) {
				// A time for each: whoever has begun many sessions must not keep them by that.
				if (await this.#end(entry.key, this.#budget())) total += 1;
			}
		}
		throw new SojournError(
			'SOJOURN_CONFLICT',
			'New sessions of the subject began as fast as they were ended, so not all of them were. Try again.',
		);
	}

	/** A session that was moved to another id meanwhile is not ended by removing what is left under the old one. */
	async #end(key: string, budget: Budget): Promise<boolean> {
		let standing = await budget.call('harmless', (call) => this.#store.read(key, call));
		for (let attempt = 0; ; attempt += 1) {
			if (standing === null || isEndedRecord(standing, this.#clock())) return false;
			const { version } = standing;
			const result = await budget.call('change', (call) => this.#store.delete(key, version, call));
			if (result === 'missing') return false;
			if (result === 'done') {
				this.#events.emit('ended');
				return true;
			}
			standing = result;
			await backOff(attempt, budget);
		}
	}

	/**
	 * Under every secret, since a session written before a rotation is filed under the older one. The newest comes last:
	 * what is written in between moves there.
	 */
	async #find(subject: string, budget: Budget): Promise<SubjectEntry[]> {
		if (!this.#store.capabilities.subjects) {
			throw unsupported(
				`The ${this.#store.name} store cannot find the sessions of a subject.`,
				'Choose a store that declares subjects.',
			);
		}
		const found = new Map<string, SubjectEntry>();
		for (const tag of [...(await this.#ring.subjectTags(subject))].reverse()) {
			const entries = await budget.call('harmless', (call) => this.#store.findBySubject(tag, call));
			for (const entry of entries) found.set(entry.key, entry);
		}
		return [...found.values()];
	}
}
