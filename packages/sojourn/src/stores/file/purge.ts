import type { StoreCall } from '../../contract/store.ts';
import { batchSize } from './batches.ts';
import { isThere } from './directories.ts';
import type { DueGroup, ExpiryIndex } from './expiry-index.ts';
import { tidied, unlessFailedWith } from './failures.ts';
import type { Folder } from './folder.ts';
import { type Newest, newestOf, removeAll } from './generations.ts';
import type { Publisher } from './publisher.ts';

/** Milliseconds after which a call that has removed something has done enough: requests are waiting too. */
const workTime = 500;

/**
 * Milliseconds after which nobody is still about to create a record that has expired since. Of a session that was ended only
 * the entry is left until then, and looked at in each round: a long time makes rounds long.
 */
const orphanAge = 300_000;

/**
 * Milliseconds after which a damaged record is looked at again: nobody knows when it expires, so it is left for
 * whoever looks into the damage; once it can be read again, or is gone, it goes as all others do.
 */
const damagedAgain = 86_400_000;

/** Removes what has expired, and what writers that were killed have left. */
export class Purge {
	readonly #folder: Folder;
	readonly #publisher: Publisher;
	readonly #expiries: ExpiryIndex;

	constructor(folder: Folder, publisher: Publisher, expiries: ExpiryIndex) {
		this.#folder = folder;
		this.#publisher = publisher;
		this.#expiries = expiries;
	}

	/** Removes at most `limit` expired records, fewer when time is up, none only if there are none; answers how many. */
	async run(limit: number, call: StoreCall): Promise<number> {
		const end = performance.now() + workTime;
		let removed = 0;
		for await (const group of this.#expiries.due(call.now)) {
			for (let start = 0; start < group.keys.length; ) {
				const size = Math.min(batchSize, limit - removed);
				if (size <= 0 || (removed > 0 && performance.now() > end)) return removed;
				call.signal.throwIfAborted();
				const batch = group.keys.slice(start, start + size);
				const results = await Promise.all(batch.map((key) => this.#look(key, group, call)));
				removed += results.filter((wasRemoved) => wasRemoved).length;
				start += size;
			}
		}
		return removed;
	}

	/** Whether the key's record had expired, and was removed here. */
	async #look(key: string, group: DueGroup, call: StoreCall): Promise<boolean> {
		const newest = await newestOf(this.#folder, key);
		if (newest === null ? call.now > group.end + orphanAge : newest.content?.deleted) {
			const directory = this.#folder.recordOf(key);
			if (await tidied(removeAll(directory))) await this.#expiries.remove(key, group);
			return false;
		}
		if (newest === null) return false;
		const expiresAt = newest.content?.expiresAt ?? call.now + damagedAgain;
		if (expiresAt > call.now) {
			// On a full disk it stays where it is, too early, and others are removed.
			await unlessFailedWith(['ENOSPC', 'EDQUOT'], this.#expiries.move(key, group, expiresAt));
			return false;
		}
		const removed = await this.#publisher.publish(key, call, (found) =>
			isExpired(found, call.now) ? { answer: true, next: 'deleted' } : { answer: false },
		);
		// What is left where its files could not be removed, the next round looks at again.
		if (removed && !(await isThere(this.#folder.recordOf(key)))) await this.#expiries.remove(key, group);
		return removed;
	}
}

function isExpired(newest: Newest | null, now: number): boolean {
	const content = newest?.content;
	return content != null && !content.deleted && content.expiresAt <= now;
}
