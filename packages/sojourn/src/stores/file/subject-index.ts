import type { StoreCall, SubjectEntry } from '../../contract/store.ts';
import { type Finding, searchSubject } from '../subject-search.ts';
import { batchSize } from './batches.ts';
import type { Content } from './content.ts';
import type { Folder } from './folder.ts';
import { newestOf } from './generations.ts';
import { IndexDirectory } from './index-directory.ts';

/** Milliseconds after which an entry that no record names was left by a writer that was killed. */
const orphanAge = 3_600_000;

const entryName = /^([0-9a-f]{64})\.([0-9a-f-]{36})$/;

/**
 * Which keys a subject has. An entry carries the mark that its record carries too, so that what one writer removes
 * is never what another has just added. Entries are hints: the record says whose it is.
 */
export class SubjectIndex {
	readonly #folder: Folder;
	readonly #entries: IndexDirectory;

	constructor(folder: Folder) {
		this.#folder = folder;
		this.#entries = new IndexDirectory(folder, 'subjects');
	}

	/** Enters the record under its subject, if it has one. */
	async add({ subject, mark }: Content, key: string): Promise<void> {
		if (subject !== null) await this.#entries.add(subject, `${key}.${mark}`);
	}

	/** Takes the record from its subject, if it has one. */
	async remove({ subject, mark }: Content, key: string): Promise<void> {
		if (subject !== null) await this.#entries.remove(subject, `${key}.${mark}`);
	}

	/** The unexpired records of a subject, at most `limit`. */
	find(subject: string, limit: number, { now, signal }: StoreCall): Promise<readonly SubjectEntry[]> {
		const list = async (): Promise<readonly string[]> => {
			signal.throwIfAborted();
			const names = await this.#entries.entries(subject);
			// A writer that was killed may have left it without an entry.
			if (names.length === 0) await this.#entries.removeIfEmpty(subject);
			return names;
		};
		return searchSubject(list, (name) => this.#look(subject, name, now), limit, batchSize);
	}

	async #look(subject: string, name: string, now: number): Promise<Finding> {
		const [, key, mark] = entryName.exec(name) ?? [];
		if (key === undefined) return 'nothing';
		const newest = await newestOf(this.#folder, key);
		const content = newest?.content;
		if (content === null) return 'nothing';
		if (content !== undefined && content.mark === mark) {
			const { expiresAt } = content;
			// On a file system that takes "a" for "A" it may be another subject's.
			return content.subject === subject && expiresAt > now ? { key, expiresAt } : 'nothing';
		}
		// Too young, it may belong to a record that is just coming.
		const addedAt = await this.#entries.addedAt(subject, name);
		if (addedAt !== null && Date.now() - addedAt > orphanAge) await this.#entries.remove(subject, name);
		return content === undefined || content.deleted ? 'nothing' : 'left';
	}
}
