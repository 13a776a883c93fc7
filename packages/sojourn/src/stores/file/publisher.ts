import { dirname } from 'node:path';
import type { StoreCall, StoreRecord } from '../../contract/store.ts';
import { type Content, deletedContent } from './content.ts';
import { makeDirectories, removeDirectory, syncDirectory } from './directories.ts';
import { Draft } from './draft.ts';
import type { ExpiryIndex } from './expiry-index.ts';
import { allDone, failedWith, tidied } from './failures.ts';
import type { Folder } from './folder.ts';
import { type Newest, newestOf, removeAll, removeBelow, removeForeign } from './generations.ts';
import type { SubjectIndex } from './subject-index.ts';

/** What a change comes to, seen against the newest generation. */
export interface Decision<T> {
	/** What the call answers. */
	readonly answer: T;
	/** What to publish before that, if anything. `'deleted'` ends the key. */
	readonly next?: StoreRecord | 'deleted';
}

/**
 * Publishes generations. Generation n + 1 of a key comes to be by a hard link, which fails where the name is taken:
 * of several writers who found generation n to be the newest one wins, and nothing has to be unlocked when one of
 * them is killed. What gets the name is whole and on the disk before.
 *
 * The name is free again after the generation was removed. A writer that was held up for so long must not publish
 * under it, and cannot: it makes its draft first, then looks for the newest generation, then links the draft; and
 * generation n + 1 is removed only after n + 2 was published, the directory was listed since, and the drafts found
 * there were removed ({@link removeBelow}). If the writer made its draft before that listing, the draft is gone
 * before the name is free, and the link fails. If it made it after, it finds n + 2, or that n is gone, and decides
 * anew.
 */
export class Publisher {
	readonly #folder: Folder;
	readonly #subjects: SubjectIndex;
	readonly #expiries: ExpiryIndex;

	constructor(folder: Folder, subjects: SubjectIndex, expiries: ExpiryIndex) {
		this.#folder = folder;
		this.#subjects = subjects;
		this.#expiries = expiries;
	}

	/** Asks what to do about the newest generation, and does it; again as often as another writer comes first. */
	async publish<T>(key: string, call: StoreCall, decide: (newest: Newest | null) => Decision<T>): Promise<T> {
		const directory = this.#folder.recordOf(key);
		for (;;) {
			const draft = await Draft.make(directory);
			if (draft === null) {
				const newest = await newestOf(this.#folder, key);
				const { answer, next } = decide(newest);
				if (next === undefined) return answer;
				if (next !== 'deleted') {
					await this.#expiries.announce(key, next.expiresAt);
					await makeDirectories(directory);
				} else if (await removeForeign(directory)) return answer;
				continue;
			}
			let isOver = false;
			try {
				const newest = await newestOf(this.#folder, key);
				const { answer, next } = decide(newest);
				isOver = next === undefined && (newest === null || newest.content?.deleted === true);
				if (next === undefined) return answer;
				if (await this.#follow(newest, next, draft, key, call)) return answer;
			} finally {
				await tidied(draft.discard());
				// Whoever removed the record could not remove the folder, while the draft was in it.
				if (isOver) await tidied(removeDirectory(directory));
			}
			call.signal.throwIfAborted();
		}
	}

	async #follow(
		newest: Newest | null,
		next: StoreRecord | 'deleted',
		draft: Draft,
		key: string,
		call: StoreCall,
	): Promise<boolean> {
		const previous = newest?.content ?? null;
		const content = contentOf(next, previous, draft.id);
		const isNewSubject = content.mark === draft.id;
		const number = (newest?.number ?? 0) + 1;
		let isPublished = false;
		try {
			// The indexes come before the record: a record that nobody finds would be worse than an entry of none.
			await allDone([
				draft.write(content),
				isNewSubject ? this.#subjects.add(content, key) : null,
				this.#expiries.cover(key, content, previous),
			]);
			call.signal.throwIfAborted();
			isPublished = await draft.publish(number);
		} finally {
			if (isNewSubject && !isPublished) await tidied(this.#subjects.remove(content, key));
		}
		if (!isPublished) return false;
		const directory = this.#folder.recordOf(key);
		await syncPublished(directory);
		if (previous !== null && previous.mark !== content.mark) await tidied(this.#subjects.remove(previous, key));
		await tidied(content.deleted ? removeAll(directory) : removeBelow(number, directory));
		return true;
	}
}

/** Waits until what was published is on the disk; or its removal, by another writer who has ended the key since. */
async function syncPublished(directory: string): Promise<void> {
	try {
		await syncDirectory(directory);
	} catch (error) {
		if (!failedWith(error, 'ENOENT')) throw error;
		await syncDirectory(dirname(directory));
	}
}

function contentOf(next: StoreRecord | 'deleted', previous: Content | null, id: string): Content {
	if (next === 'deleted') return deletedContent;
	const { version, expiresAt, subject, data } = next;
	const sameSubject = previous !== null && previous.subject === subject;
	const mark = subject === null ? null : sameSubject ? previous.mark : id;
	return { deleted: false, version, expiresAt, subject, mark, data };
}
