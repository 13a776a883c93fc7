import type {
	ConditionalResult,
	ScanPage,
	Store,
	StoreCall,
	StoreCapabilities,
	StoreRecord,
	SubjectEntry,
} from '../contract/store.ts';
import { unsupportedByStore } from '../contract/unsupported.ts';
import { ExpiryIndex } from './file/expiry-index.ts';
import { Folder } from './file/folder.ts';
import { type Newest, newestOf } from './file/generations.ts';
import { type Decision, Publisher } from './file/publisher.ts';
import { Purge } from './file/purge.ts';
import { type Entry, isKey, recordsAfter, standingRecord } from './file/records.ts';
import { SubjectIndex } from './file/subject-index.ts';

/**
 * Sessions as files in a folder, shared by any number of processes of one machine without a lock.
 *
 * Everything is kept in the folder's `sojourn`, readable by its owner only; other files in the folder are left
 * alone. What the store acknowledged is on the disk, and a crash at any moment leaves the old record or the new one.
 * The file system must have hard links. The folder is made at the first call.
 *
 * @param directory the path of the folder
 * @throws TypeError when `directory` is no path, and for anything beside it
 */
export function fileStore(directory: string): Store;
export function fileStore(directory: string, options?: object): Store {
	if (typeof directory !== 'string' || directory === '') {
		throw new TypeError('fileStore: directory must be the path of a folder, such as "./sessions".');
	}
	if (options !== undefined) throw new TypeError('fileStore takes the path of a folder, and has no options.');
	return new FileStore(directory);
}

class FileStore implements Store {
	readonly name = 'file';
	readonly capabilities: StoreCapabilities = {
		atomic: true,
		durable: 'fsync',
		subjects: true,
		purge: true,
		count: true,
		scan: true,
		close: false,
		sealed: true,
	};
	readonly #folder: Folder;
	readonly #subjects: SubjectIndex;
	readonly #publisher: Publisher;
	readonly #purge: Purge;
	#opening: Promise<void> | null = null;
	#isOpen = false;

	constructor(directory: string) {
		this.#folder = new Folder(directory);
		this.#subjects = new SubjectIndex(this.#folder);
		const expiries = new ExpiryIndex(this.#folder);
		this.#publisher = new Publisher(this.#folder, this.#subjects, expiries);
		this.#purge = new Purge(this.#folder, this.#publisher, expiries);
	}

	async read(key: string, call: StoreCall): Promise<StoreRecord | null> {
		demandKey(key);
		await this.#open(call);
		return standingRecord(await newestOf(this.#folder, key), call.now);
	}

	async create(key: string, record: StoreRecord, call: StoreCall): Promise<boolean> {
		demandSubject(record.subject);
		const next = copyOf(record);
		return this.#publish(key, call, (newest) => {
			if (standingRecord(newest, call.now) !== null) return { answer: false };
			return { answer: true, next };
		});
	}

	async replace(key: string, record: StoreRecord, version: number, call: StoreCall): Promise<ConditionalResult> {
		demandSubject(record.subject);
		const next = copyOf(record);
		return this.#publish<ConditionalResult>(key, call, (newest) => {
			const standing = standingRecord(newest, call.now);
			if (standing?.version !== version) return { answer: standing ?? 'missing' };
			return { answer: 'done', next };
		});
	}

	/** Publishes a generation like any change, so that it moves nothing but the version it names. */
	async touch(key: string, expiresAt: number, version: number, call: StoreCall): Promise<boolean> {
		return this.#publish(key, call, (newest) => {
			const standing = standingRecord(newest, call.now);
			if (standing?.version !== version) return { answer: false };
			if (standing.expiresAt >= expiresAt) return { answer: true };
			return { answer: true, next: { ...standing, expiresAt } };
		});
	}

	async delete(key: string, version: number | null, call: StoreCall): Promise<ConditionalResult> {
		return this.#publish<ConditionalResult>(key, call, (newest) => {
			// A damaged record can still be deleted.
			if (version === null && newest?.content === null) return { answer: 'done', next: 'deleted' };
			const standing = standingRecord(newest, call.now);
			if (standing === null || (version !== null && standing.version !== version)) {
				return { answer: standing ?? 'missing' };
			}
			return { answer: 'done', next: 'deleted' };
		});
	}

	async findBySubject(subject: string, limit: number, call: StoreCall): Promise<readonly SubjectEntry[]> {
		demandSubject(subject);
		await this.#open(call);
		return this.#subjects.find(subject, limit, call);
	}

	async purge(limit: number, call: StoreCall): Promise<number> {
		await this.#open(call);
		return this.#purge.run(limit, call);
	}

	async count(call: StoreCall): Promise<number> {
		await this.#open(call);
		let count = 0;
		for await (const entries of recordsAfter(this.#folder, '', call.now)) count += entries.length;
		return count;
	}

	async scan(cursor: string | null, limit: number, call: StoreCall): Promise<ScanPage> {
		await this.#open(call);
		const found: Entry[] = [];
		for await (const entries of recordsAfter(this.#folder, cursor ?? '', call.now)) {
			found.push(...entries);
			if (found.length < limit) continue;
			const page = found.slice(0, limit);
			return { entries: page, cursor: page.at(-1)?.key ?? null };
		}
		return { entries: found, cursor: null };
	}

	close(): void {
		throw unsupportedByStore(this.name, 'close');
	}

	async #publish<T>(key: string, call: StoreCall, decide: (newest: Newest | null) => Decision<T>): Promise<T> {
		demandKey(key);
		await this.#open(call);
		return this.#publisher.publish(key, call, decide);
	}

	/** Opens once for all calls. After a failure the next one tries anew. */
	async #open(call: StoreCall): Promise<void> {
		if (this.#isOpen) return;
		this.#opening ??= this.#folder.open();
		try {
			await this.#opening;
		} catch (error) {
			this.#opening = null;
			throw error;
		}
		this.#isOpen = true;
		call.signal.throwIfAborted();
	}
}

/** The record with bytes of its own: they are written only when the caller may have changed theirs. */
function copyOf(record: StoreRecord): StoreRecord {
	return { ...record, data: new Uint8Array(record.data) };
}

/** The core hands over nothing else. Checked all the same, because it becomes a path. */
function demandKey(key: string): void {
	if (!isKey(key)) throw new TypeError('fileStore: a key must be 64 lower-case hex digits.');
}

function demandSubject(subject: string | null): void {
	if (subject !== null && !/^[A-Za-z0-9_-]{1,64}$/.test(subject)) {
		throw new TypeError('fileStore: a subject must be 1 to 64 characters of URL-safe Base64.');
	}
}
