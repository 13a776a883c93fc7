import { checkOptions } from '../contract/check-options.ts';
import type {
	ConditionalResult,
	ScanPage,
	Store,
	StoreCall,
	StoreCapabilities,
	StoreRecord,
	SubjectEntry,
} from '../contract/store.ts';
import { Entry } from './memory/entry.ts';
import { ExpiryQueue } from './memory/expiry-queue.ts';
import { SubjectIndex } from './memory/subject-index.ts';
import { UseOrder } from './memory/use-order.ts';

/**
 * A session that moves to a new id and to yet another one in one request stands under three: one that it has left, one
 * that it is leaving, and the new one. With less room it would make itself leave.
 */
const leastMax = 3;

/** Options of {@link memoryStore}. */
export interface MemoryStoreOptions {
	/**
	 * How many sessions are kept at most, a whole number from 3 on. Without it there is no limit but memory. One that has
	 * moved to a new id counts for a minute more under its old one, so leave room for all that sign in within a minute.
	 */
	readonly max?: number;
	/** Whether sessions are sealed in memory too, as they are in every other store. Default false. */
	readonly sealed?: boolean;
}

/**
 * A store in the memory of this process. Its sessions end with the process, and no other process sees them.
 *
 * With `max`, a new session beyond it takes the place of the one that was not used for the longest time, even if
 * that one is still valid: its visitor is signed out. By use and not by expiry, because by expiry the long
 * sessions of visitors who stay away would drive out the short ones of visitors who are there.
 *
 * Bytes are copied on the way in and on the way out, so that nobody outside holds a part of the store.
 *
 * @throws TypeError when an option is not what it has to be
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
	checkOptions('memoryStore', options, ['max', 'sealed']);
	const { max, sealed = false } = options;
	if (max !== undefined && !(Number.isSafeInteger(max) && max >= leastMax)) {
		throw new TypeError(
			`The option "max" of memoryStore must be a whole number from ${leastMax} on: to regenerate a session can take so many.`,
		);
	}
	if (typeof sealed !== 'boolean') throw new TypeError('The option "sealed" of memoryStore is true or false.');
	return new MemoryStore(max ?? null, sealed);
}

class MemoryStore implements Store {
	readonly name = 'memory';
	readonly capabilities: StoreCapabilities;
	readonly #max: number;
	/** In the order of their numbers. */
	readonly #entries = new Map<string, Entry>();
	readonly #queue = new ExpiryQueue();
	readonly #subjects = new SubjectIndex();
	/** Kept only where there is a maximum. */
	readonly #order: UseOrder | null;
	#created = 0;

	constructor(max: number | null, sealed: boolean) {
		this.#max = max ?? Number.POSITIVE_INFINITY;
		this.#order = max === null ? null : new UseOrder();
		this.capabilities = {
			atomic: true,
			durable: 'none',
			subjects: true,
			purge: true,
			count: true,
			scan: true,
			close: true,
			sealed,
		};
	}

	read(key: string, call: StoreCall): StoreRecord | null {
		const entry = this.#find(key, call);
		return entry === undefined ? null : this.#recordOf(entry);
	}

	create(key: string, record: StoreRecord, call: StoreCall): boolean {
		if (this.#find(key, call) !== undefined) return false;
		if (this.#entries.size >= this.#max) this.#makeRoom(call.now);
		this.#created += 1;
		const entry = new Entry(key, this.#created, copyOf(record.data), record.version, record.subject);
		this.#entries.set(key, entry);
		this.#queue.add(entry, record.expiresAt);
		this.#subjects.add(entry);
		this.#order?.add(entry);
		return true;
	}

	replace(key: string, record: StoreRecord, version: number, call: StoreCall): ConditionalResult {
		const entry = this.#find(key, call);
		if (entry === undefined) return 'missing';
		if (entry.version !== version) return this.#recordOf(entry);
		entry.data = copyOf(record.data);
		entry.version = record.version;
		this.#queue.move(entry, record.expiresAt);
		if (entry.subject === record.subject) return 'done';
		this.#subjects.remove(entry);
		entry.subject = record.subject;
		this.#subjects.add(entry);
		return 'done';
	}

	touch(key: string, expiresAt: number, version: number, call: StoreCall): boolean {
		const entry = this.#find(key, call);
		if (entry?.version !== version) return false;
		if (expiresAt > this.#queue.expiryOf(entry)) this.#queue.move(entry, expiresAt);
		return true;
	}

	delete(key: string, version: number | null, call: StoreCall): ConditionalResult {
		const entry = this.#find(key, call);
		if (entry === undefined) return 'missing';
		if (version !== null && entry.version !== version) return this.#recordOf(entry);
		this.#remove(entry);
		return 'done';
	}

	findBySubject(subject: string, limit: number, call: StoreCall): readonly SubjectEntry[] {
		const found: SubjectEntry[] = [];
		for (const entry of this.#subjects.of(subject)) {
			if (found.length >= limit) break;
			if (!this.#hasExpired(entry, call.now)) found.push({ key: entry.key, expiresAt: this.#queue.expiryOf(entry) });
		}
		return found;
	}

	purge(limit: number, call: StoreCall): number {
		for (let removed = 0; removed < limit; removed += 1) {
			const { first } = this.#queue;
			if (first === undefined || !this.#hasExpired(first, call.now)) return removed;
			this.#remove(first);
		}
		return limit;
	}

	count(call: StoreCall): number {
		this.purge(Number.POSITIVE_INFINITY, call);
		return this.#entries.size;
	}

	scan(cursor: string | null, limit: number, call: StoreCall): ScanPage {
		const seen = cursor === null ? 0 : Number(cursor);
		const entries: { key: string; record: StoreRecord }[] = [];
		for (const entry of this.#entries.values()) {
			if (entry.number <= seen || this.#hasExpired(entry, call.now)) continue;
			entries.push({ key: entry.key, record: this.#recordOf(entry) });
			if (entries.length >= limit) return { entries, cursor: String(entry.number) };
		}
		return { entries, cursor: null };
	}

	/** Forgets everything. */
	close(): void {
		this.#entries.clear();
		this.#queue.clear();
		this.#subjects.clear();
		this.#order?.clear();
	}

	/** The unexpired entry under a key, now used. What has expired is removed where it is met. */
	#find(key: string, call: StoreCall): Entry | undefined {
		const entry = this.#entries.get(key);
		if (entry === undefined) return undefined;
		if (this.#hasExpired(entry, call.now)) {
			this.#remove(entry);
			return undefined;
		}
		this.#order?.use(entry);
		return entry;
	}

	#makeRoom(now: number): void {
		const { first } = this.#queue;
		const entry = first !== undefined && this.#hasExpired(first, now) ? first : this.#order?.oldest;
		if (entry) this.#remove(entry);
	}

	#hasExpired(entry: Entry, now: number): boolean {
		return this.#queue.expiryOf(entry) <= now;
	}

	#recordOf(entry: Entry): StoreRecord {
		const { data, version, subject } = entry;
		return { data: new Uint8Array(data.slice(0)), version, expiresAt: this.#queue.expiryOf(entry), subject };
	}

	#remove(entry: Entry): void {
		this.#entries.delete(entry.key);
		this.#queue.remove(entry);
		this.#subjects.remove(entry);
		this.#order?.remove(entry);
	}
}

function copyOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBufferLike {
	return buffer.slice(byteOffset, byteOffset + byteLength);
}
