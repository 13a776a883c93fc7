import type { MaybePromise } from '../promises/maybe-promise.ts';

/** What a store keeps under a key. Its bytes mean nothing to the store. */
export interface StoreRecord {
	/** Opaque bytes, at most `maxBytes` of the manager's options plus some hundred. Empty for an ended session. */
	readonly data: Uint8Array;
	/** 1 when created, one more at each replacement. A safe integer. */
	readonly version: number;
	/** Whole milliseconds since the epoch. From this moment on the record does not exist. */
	readonly expiresAt: number;
	/** Whose session it is, as opaque text (URL-safe Base64, at most 64 characters), or null. */
	readonly subject: string | null;
}

/** The circumstances of one call to a store. */
export interface StoreCall {
	/** Whole milliseconds since the epoch, by the clock of the core. Expiry is judged by it and by nothing else. */
	readonly now: number;
	/**
	 * Aborts when the caller no longer waits for the answer. A call that has not yet been sent must not be
	 * sent after that. Made when first asked for: a store that answers at once never pays for it.
	 */
	readonly signal: AbortSignal;
}

/**
 * What a conditional change answers: `'done'`; `'missing'` when nothing unexpired stands under the key;
 * or the record that stands there now, so that a retry needs no second read.
 */
export type ConditionalResult = 'done' | 'missing' | StoreRecord;

/** What a store can do beyond the five basic calls. The conformance kit tests each as it is declared. */
export interface StoreCapabilities {
	/** `create`, `replace`, `touch` and `delete` each happen in one step, also between processes. */
	readonly atomic: boolean;
	/** What survives: `'none'` nothing; `'server'` what the server keeps; `'fsync'` every acknowledged change, a kill -9 included. */
	readonly durable: 'none' | 'server' | 'fsync';
	/** `findBySubject` works, without a scan. */
	readonly subjects: boolean;
	/** `purge` works, and is needed. False where the database itself removes what has expired. */
	readonly purge: boolean;
	/** `count` works. */
	readonly count: boolean;
	/** `scan` works. */
	readonly scan: boolean;
	/** `close` releases something. */
	readonly close: boolean;
	/** The core seals what it hands over. Only a store that never leaves the process may declare false. */
	readonly sealed: boolean;
}

/** A page of a {@link Store.scan}. */
export interface ScanPage {
	/** Keys and their records, possibly none. */
	readonly entries: readonly { readonly key: string; readonly record: StoreRecord }[];
	/** Where the next page starts, or null after the last one. */
	readonly cursor: string | null;
}

/** One session of a subject, as {@link Store.findBySubject} gives it. */
export interface SubjectEntry {
	/** 64 lower-case hex digits. */
	readonly key: string;
	/** Milliseconds since the epoch. */
	readonly expiresAt: number;
}

/**
 * The store contract: a record and its version. A key is 64 lower-case hex digits. What has expired at
 * `call.now` does not exist for any call. Every method is required; one whose capability is not declared
 * throws `SOJOURN_UNSUPPORTED` (see {@link unsupportedByStore}). A store throws what its client throws:
 * the core turns it into `SOJOURN_STORE_UNAVAILABLE` and keeps it as the cause.
 */
export interface Store {
	/** What messages call it, such as `sqlite`. */
	readonly name: string;
	/** What it can do beyond the five basic calls. */
	readonly capabilities: StoreCapabilities;

	/** The record under the key, or null. Never one that has expired. */
	read(key: string, call: StoreCall): MaybePromise<StoreRecord | null>;

	/** Stores the record if the key is free (an expired record does not hold it); answers false if it is taken. The subject index is written before the record. */
	create(key: string, record: StoreRecord, call: StoreCall): MaybePromise<boolean>;

	/** Puts the record, whole, in place of the one of this `version`. Never creates. */
	replace(key: string, record: StoreRecord, version: number, call: StoreCall): MaybePromise<ConditionalResult>;

	/** Moves the expiry later, never earlier, while `version` stands, and leaves version and data. Answers whether that version stands. */
	touch(key: string, expiresAt: number, version: number, call: StoreCall): MaybePromise<boolean>;

	/** Removes the record: of this `version` only, or whatever stands there when `version` is null. */
	delete(key: string, version: number | null, call: StoreCall): MaybePromise<ConditionalResult>;

	/** Unexpired records of a subject, in any order: at most `limit`, fewer only where there are no more. */
	findBySubject(subject: string, limit: number, call: StoreCall): MaybePromise<readonly SubjectEntry[]>;

	/**
	 * Removes expired records, at most `limit`; answers how many. 0 means that none is left, and nothing else does: a
	 * store that has worked for long may answer with fewer than there are.
	 */
	purge(limit: number, call: StoreCall): MaybePromise<number>;

	/** How many unexpired records there are. */
	count(call: StoreCall): MaybePromise<number>;

	/**
	 * Some `limit` records from `cursor` on (null: from the start). A record that stands through the whole
	 * scan is seen at least once.
	 */
	scan(cursor: string | null, limit: number, call: StoreCall): MaybePromise<ScanPage>;

	/** Releases what the store itself opened: files, timers, connections. A client that was passed in stays open. */
	close(): MaybePromise<void>;
}
