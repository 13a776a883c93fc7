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
import { unsupportedByStore } from '../contract/unsupported.ts';
import type { MaybePromise } from '../promises/maybe-promise.ts';
import { BusyWaiting, type Need } from './sqlite/busy-waiting.ts';
import { connectionTo, type SqliteDatabase } from './sqlite/connection.ts';
import { findClient, isPath, type OpenDatabase, openDatabase } from './sqlite/open.ts';
import { SqliteTable } from './sqlite/table.ts';

/** Options of {@link sqliteStore}. */
export interface SqliteOptions {
	/** The name of the table: letters, digits and `_`, not a digit first. Default `sojourn_sessions`. */
	readonly table?: string;
	/**
	 * With a path only: milliseconds that a call waits, at most, while another process writes. Everything else goes on
	 * meanwhile. After it the call fails with `SOJOURN_STORE_UNAVAILABLE`, and has changed nothing. Default 1000.
	 */
	readonly busyTimeout?: number;
}

/** Milliseconds for which those who read take the file for the one that they have opened. */
const trustTime = 1000;

/** Not `sessions`: an application's database is likely to have a table of that name already. */
const defaultTable = 'sojourn_sessions';

/** Half of the 2000 ms that a request has for all its calls, so that the first one that waits in vain says why. */
const defaultBusyTimeout = 1000;

/**
 * Sessions in one table of a SQLite database, shared by any number of processes of one machine.
 *
 * A path is opened at the first call, and what the store acknowledged is on the disk: it declares `durable: 'fsync'`.
 * A file that was removed is made anew by the next change, and so is the table.
 * A database that is passed in stays as whoever opened it has set it up (`journal_mode`, `synchronous`,
 * `busy_timeout`), so that the store declares `durable: 'server'`; and whoever opened it closes it. While the
 * application holds a transaction open on it, the sessions take part in that transaction.
 *
 * @param database the path of a file, or a database opened by `node:sqlite`, `better-sqlite3`, `bun:sqlite`,
 * `libsql` or `https://deno.land/x/sqlite` (whose version 2.4 neither locks nor syncs a file: one process only)
 * @throws TypeError naming the argument or the option that is wrong
 */
export function sqliteStore(database: string | SqliteDatabase, options: SqliteOptions = {}): Store {
	checkOptions('sqliteStore', options, ['table', 'busyTimeout']);
	const { table = defaultTable, busyTimeout = defaultBusyTimeout } = options;
	if (typeof table !== 'string' || !/^(?!sqlite_)[a-z_]\w{0,62}$/i.test(table)) {
		throw new TypeError(
			'sqliteStore: table must be 1 to 63 letters, digits and "_", and not begin with a digit or "sqlite_".',
		);
	}
	if (typeof database !== 'string' || database === '') {
		const connection = connectionTo(database);
		if (options.busyTimeout !== undefined) {
			throw new TypeError('sqliteStore: busyTimeout goes with a path. Set it on the database itself.');
		}
		return new SqliteStore(table, () => () => ({ connection }), null);
	}
	if (!Number.isInteger(busyTimeout) || busyTimeout < 0) {
		throw new TypeError('sqliteStore: busyTimeout must be a whole number of milliseconds, 0 or more.');
	}
	return new SqliteStore(table, () => openerOf(database), new BusyWaiting(busyTimeout));
}

/** Opens the database. */
type Opener = () => OpenDatabase;

function openerOf(database: string): MaybePromise<Opener> {
	// Absolute, because the process may change its working directory. What is in memory, and an address, stays as it is.
	const path = isPath(database) ? process.getBuiltinModule('node:path').resolve(database) : database;
	const client = findClient();
	if (client instanceof Promise) return client.then((Database) => () => openDatabase(Database, path));
	return () => openDatabase(client, path);
}

class SqliteStore implements Store {
	readonly name = 'sqlite';
	readonly capabilities: StoreCapabilities;
	readonly #tableName: string;
	readonly #findOpener: () => MaybePromise<Opener>;
	readonly #waiting: BusyWaiting | null;
	#opener: Opener | null = null;
	#table: SqliteTable | null = null;
	#closed = false;
	/** When the file was looked at, in milliseconds since the epoch. */
	#lookedAt = 0;

	/** @param waiting how to wait for other processes, or null where SQLite does it as it was told to by others */
	constructor(table: string, findOpener: () => MaybePromise<Opener>, waiting: BusyWaiting | null) {
		this.#tableName = table;
		this.#findOpener = findOpener;
		this.#waiting = waiting;
		const owned = waiting !== null;
		this.capabilities = {
			atomic: true,
			durable: owned ? 'fsync' : 'server',
			subjects: true,
			purge: true,
			count: true,
			scan: true,
			close: owned,
			sealed: true,
		};
	}

	read(key: string, call: StoreCall): MaybePromise<StoreRecord | null> {
		return this.#run('read', call, (table) => table.read(key, call.now));
	}

	create(key: string, record: StoreRecord, call: StoreCall): MaybePromise<boolean> {
		return this.#run('write', call, (table) => table.create(key, record, call.now));
	}

	replace(key: string, record: StoreRecord, version: number, call: StoreCall): MaybePromise<ConditionalResult> {
		return this.#run('write', call, (table) => table.replace(key, record, version, call.now));
	}

	touch(key: string, expiresAt: number, version: number, call: StoreCall): MaybePromise<boolean> {
		return this.#run('write', call, (table) => table.touch(key, expiresAt, version, call.now));
	}

	delete(key: string, version: number | null, call: StoreCall): MaybePromise<ConditionalResult> {
		return this.#run('write', call, (table) => table.delete(key, version, call.now));
	}

	findBySubject(subject: string, limit: number, call: StoreCall): MaybePromise<readonly SubjectEntry[]> {
		return this.#run('read', call, (table) => table.findBySubject(subject, limit, call.now));
	}

	purge(limit: number, call: StoreCall): MaybePromise<number> {
		return this.#run('write', call, (table) => table.purge(limit, call.now));
	}

	count(call: StoreCall): MaybePromise<number> {
		return this.#run('read', call, (table) => table.count(call.now));
	}

	scan(cursor: string | null, limit: number, call: StoreCall): MaybePromise<ScanPage> {
		return this.#run('read', call, (table) => table.scan(cursor, limit, call.now));
	}

	close(): void {
		if (!this.capabilities.close) throw unsupportedByStore(this.name, 'close');
		this.#closed = true;
		this.#leave();
	}

	/** Answers at once, unless a client has to be loaded first or another process writes. */
	#run<T>(need: Need, call: StoreCall, run: (table: SqliteTable) => T): MaybePromise<T> {
		const opener = this.#opener ?? this.#findOpener();
		if (!(opener instanceof Promise)) return this.#attempt(need, call, opener, run);
		return opener.then((found) => {
			call.signal.throwIfAborted();
			return this.#attempt(need, call, found, run);
		});
	}

	#attempt<T>(need: Need, call: StoreCall, opener: Opener, run: (table: SqliteTable) => T): MaybePromise<T> {
		this.#opener = opener;
		const work = (): T => {
			// Each time before a change, because what is written into a file that has lost its name is lost.
			if (need === 'write' || Math.abs(call.now - this.#lookedAt) >= trustTime) {
				this.#lookedAt = call.now;
				if (this.#table?.database.hasMoved?.()) this.#leave();
			}
			try {
				return run(this.#open(opener));
			} catch (error) {
				if (!hasTableGone(error)) throw error;
				this.#leave();
				return run(this.#open(opener));
			}
		};
		if (this.#waiting === null) return work();
		// To open is to write: the mode of the file, and the table.
		return this.#waiting.run(this.#table === null ? 'write' : need, call, work);
	}

	/** The next call opens the database anew. */
	#leave(): void {
		this.#table?.database.close?.();
		this.#table = null;
	}

	/** After a failure the next call tries anew. */
	#open(opener: Opener): SqliteTable {
		if (this.#table !== null) return this.#table;
		if (this.#closed) throw new Error('The sqlite store was closed.');
		const database = opener();
		try {
			this.#table = new SqliteTable(database, this.#tableName);
			return this.#table;
		} catch (error) {
			database.close?.();
			throw error;
		}
	}
}

/** Whether the table is gone, or another one in its place. SQLite has words for it, and no code of its own. */
function hasTableGone(error: unknown): boolean {
	return /no such (table|column)/.test(String(error));
}
