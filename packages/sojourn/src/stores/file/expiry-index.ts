import type { Content } from './content.ts';
import type { Folder } from './folder.ts';
import { IndexDirectory } from './index-directory.ts';

/** Milliseconds whose expiries share a group of the index. */
const interval = 300_000;

const groupName = /^[0-9]{1,15}$/;
const entryName = /^[0-9a-f]{64}$/;

/** The keys to look at, by the interval in which to do it. */
export interface DueGroup {
	/** Milliseconds since the epoch at which the interval ends. */
	readonly end: number;
	readonly name: string;
	readonly keys: readonly string[];
}

/**
 * When to look at a key again. A record has an entry in the interval of its expiry, or in an earlier one: a renewal
 * changes nothing here, and when the interval has come the entry is moved on.
 */
export class ExpiryIndex {
	readonly #entries: IndexDirectory;

	constructor(folder: Folder) {
		this.#entries = new IndexDirectory(folder, 'expiries');
	}

	/** Enters a key that has nothing yet, so that it is looked at also when its writer is killed before the record stands. */
	async announce(key: string, expiresAt: number): Promise<void> {
		await this.#entries.place(String(groupOf(expiresAt)), key);
	}

	/** Enters a generation, unless the entry of the one before it comes early enough. */
	async cover(key: string, content: Content, previous: Content | null): Promise<void> {
		if (content.deleted) return;
		const covered = previous !== null && !previous.deleted && groupOf(previous.expiresAt) <= groupOf(content.expiresAt);
		if (!covered) await this.#entries.add(String(groupOf(content.expiresAt)), key);
	}

	/** The groups whose interval has begun, the earliest first, with what is in them when their turn comes. */
	async *due(now: number): AsyncGenerator<DueGroup> {
		const names = (await this.#entries.groups()).filter((name) => groupName.test(name));
		const numbers = names.map(Number).filter((number) => number <= groupOf(now));
		for (const number of numbers.sort((left, right) => left - right)) {
			const name = String(number);
			const keys = (await this.#entries.entries(name)).filter((entry) => entryName.test(entry));
			if (keys.length === 0) await this.#entries.removeIfEmpty(name);
			yield { end: (number + 1) * interval, name, keys };
		}
	}

	/** Moves an entry to the interval of an expiry. */
	async move(key: string, group: DueGroup, expiresAt: number): Promise<void> {
		if (String(groupOf(expiresAt)) === group.name) return;
		await this.#entries.add(String(groupOf(expiresAt)), key);
		await this.remove(key, group);
	}

	async remove(key: string, group: DueGroup): Promise<void> {
		await this.#entries.remove(group.name, key);
	}
}

function groupOf(expiresAt: number): number {
	return Math.floor(expiresAt / interval);
}
