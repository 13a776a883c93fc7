import { SojournError } from '../../contract/errors.ts';
import type { Store, SubjectEntry } from '../../contract/store.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import { unsupported } from '../faults.ts';
import { type Directory, isHandle, type ListedSession } from '../keeper/directory.ts';
import type { Events } from '../manager/events.ts';
import { backOff } from '../store-calls/back-off.ts';
import type { Budget } from '../store-calls/budget.ts';

/** Milliseconds since the epoch: no `Date` is later (ECMAScript, "Time Values and Time Range"). */
const latestDate = 8.64e15;

/** Rounds of looking for sessions that began while others were being ended. */
const revocationRounds = 10;

/** So many sessions a listing has at most. */
const longestList = 1000;

/** So many sessions are looked for at once to be ended: those that a store finds in a fraction of a request's time. */
const portion = 500;

/** Finds and ends the sessions of a subject in a store. */
export class SubjectDirectory implements Directory {
	readonly #store: Store;
	readonly #ring: KeyRing;
	readonly #events: Events;
	readonly #budget: () => Budget;

	constructor(parts: {
		readonly store: Store;
		readonly ring: KeyRing;
		readonly events: Events;
		readonly budget: () => Budget;
	}) {
		this.#store = parts.store;
		this.#ring = parts.ring;
		this.#events = parts.events;
		this.#budget = parts.budget;
	}

	async list(subject: string): Promise<ListedSession[]> {
		const entries = (await this.#find(await this.#tagsOf(subject), longestList)).slice(0, longestList);
		return entries.map((entry) => ({ id: entry.key, expiresAt: new Date(Math.min(entry.expiresAt, latestDate)) }));
	}

	async revoke(handle: string, subject: string): Promise<boolean> {
		const tags = await this.#tagsOf(subject);
		// Without looking for the others, of which the subject may have any number.
		return isHandle(handle) && this.#end(handle, tags);
	}

	async revokeAll(subject: string, except: string | null): Promise<number> {
		const tags = await this.#tagsOf(subject);
		let total = 0;
		for (let round = 0; round < revocationRounds; ) {
			const found = await this.#find(tags, portion);
			const entries = found.filter((entry) => entry.key !== except);
			if (entries.length === 0) return total;
			const before = total;
			// A time for each portion and for each end: whoever has begun many sessions must not keep them by that.
			for (const entry of entries) if (await this.#end(entry.key, tags)) total += 1;
			if (found.length < portion || total === before) round += 1;
		}
		throw new SojournError(
			'SOJOURN_CONFLICT',
			'New sessions of the subject began as fast as they were ended. Some are left: try again.',
		);
	}

	/**
	 * Ends a session, if it is one of the subject. One that was moved to another id meanwhile is not ended by removing what
	 * is left under the old one, which is nobody's.
	 *
	 * @param tags the subject's
	 */
	async #end(key: string, tags: readonly string[]): Promise<boolean> {
		const budget = this.#budget();
		let standing = await budget.call('harmless', (call) => this.#store.read(key, call));
		for (let attempt = 0; ; attempt += 1) {
			if (standing === null || !tags.includes(String(standing.subject))) return false;
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

	/** What stands for the subject in the store: under every secret, since a session written before a rotation is filed under the older one. */
	async #tagsOf(subject: string): Promise<readonly string[]> {
		if (!this.#store.capabilities.subjects) {
			throw unsupported(
				`The ${this.#store.name} store cannot find the sessions of a subject.`,
				'Choose a store that declares subjects.',
			);
		}
		return this.#ring.subjectTags(subject);
	}

	/** Sessions of the subject: so many of each secret at most, and fewer only where there are no more. Under the newest secret last: what is written in between moves there. */
	async #find(tags: readonly string[], limit: number): Promise<SubjectEntry[]> {
		const budget = this.#budget();
		const found = new Map<string, SubjectEntry>();
		for (const tag of [...tags].reverse()) {
			const entries = await budget.call('harmless', (call) => this.#store.findBySubject(tag, limit, call));
			for (const entry of entries) found.set(entry.key, entry);
		}
		return [...found.values()];
	}
}
