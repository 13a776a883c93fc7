import type {
	ConditionalResult,
	ScanPage,
	Store,
	StoreCall,
	StoreCapabilities,
	StoreRecord,
	SubjectEntry,
} from '../core/store.ts';
import { unsupportedByStore } from '../core/unsupported.ts';
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
 * @throws TypeError when `directory` is no path
 */
export function fileStore(directory: string): Store {
	if (typeof directory !== 'string' || directory === '') {
		throw new TypeError('fileStore: directory must be the path of a folder, such as "./sessions".');
	}
	return new FileStore(directory);
}

/** The parts that work on an open folder. */
interface OpenFolder {
	readonly folder: Folder;
	readonly publisher: Publisher;
	readonly subjects: SubjectIndex;
	readonly purge: Purge;
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
	readonly #directory: string;
	#opened: OpenFolder | null = null;
	#opening: Promise<OpenFolder> | null = null;

	constructor(directory: string) {
		this.#directory = directory;
	}

	async read(key: string, call: StoreCall): Promise<StoreRecord | null> {
		demandKey(key);
		const { folder } = await this.#open(call);
		return standingRecord(await newestOf(folder, key), call.now);
	}

	async create(key: string, record: StoreRecord, call: StoreCall): Promise<boolean> {
		demandSubject(record.subject);
		return this.#publish(key, call, (newest) => {
			if (standingRecord(newest, call.now) !== null) return { answer: false };
			return { answer: true, next: record };
		});
	}

	async replace(key: string, record: StoreRecord, version: number, call: StoreCall): Promise<ConditionalResult> {
		demandSubject(record.subject);
		return this.#publish<ConditionalResult>(key, call, (newest) => {
			const standing = standingRecord(newest, call.now);
			if (standing?.version !== version) return { answer: standing ?? 'missing' };
			return { answer: 'done', next: record };
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

	async findBySubject(subject: string, call: StoreCall): Promise<readonly SubjectEntry[]> {
		demandSubject(subject);
		const { subjects } = await this.#open(call);
		return subjects.find(subject, call);
	}

	async purge(limit: number, call: StoreCall): Promise<number> {
		const { purge } = await this.#open(call);
		return purge.run(limit, call);
	}

	async count(call: StoreCall): Promise<number> {
		const { folder } = await this.#open(call);
		let count = 0;
		for await (const entries of recordsAfter(folder, '', call.now)) count += entries.length;
		return count;
	}

	async scan(cursor: string | null, limit: number, call: StoreCall): Promise<ScanPage> {
		const { folder } = await this.#open(call);
		const found: Entry[] = [];
		for await (const entries of recordsAfter(folder, cursor ?? '', call.now)) {
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
		const { publisher } = await this.#open(call);
		return publisher.publish(key, call, decide);
	}

	/** Opens once for all that wait. After a failure the next call tries anew. */
	async #open(call: StoreCall): Promise<OpenFolder> {
		if (this.#opened !== null) return this.#opened;
		this.#opening ??= openFolder(this.#directory).finally(() => {
			this.#opening = null;
		});
		this.#opened = await this.#opening;
		call.signal.throwIfAborted();
		return this.#opened;
	}
}

async function openFolder(directory: string): Promise<OpenFolder> {
	const folder = await Folder.open(directory);
	const subjects = new SubjectIndex(folder);
	const expiries = new ExpiryIndex(folder);
	const publisher = new Publisher(folder, subjects, expiries);
	return { folder, subjects, publisher, purge: new Purge(folder, publisher, expiries) };
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
