import { SojournError } from '../../contract/errors.ts';
import type { MaybePromise } from '../../promises/maybe-promise.ts';
import { type Connection, connectionTo, type StatementDatabase } from './connection.ts';

/** A database in use. One that was passed in is not ours to look after or to close. */
export interface OpenDatabase {
	readonly connection: Connection;
	/** Whether its file was removed, or another one put in its place. */
	hasMoved?(): boolean;
	close?(): void;
}

interface OwnDatabase extends StatementDatabase {
	exec(sql: string): unknown;
	close(): unknown;
}

/** What a client opens a file with. */
export type DatabaseClass = new (path: string) => OwnDatabase;

/** What is no path: a database in memory, or the address of a file. */
const address = /^(:memory:|file:)/;

/** The client for runtimes without a SQLite of their own. */
const peer: string = 'better-sqlite3';

/**
 * Milliseconds that SQLite itself waits for another process's write, in which nothing else runs: enough for a short
 * one. The store goes on waiting by other means.
 */
const shortWait = 5;

/**
 * The client to open a file with: `node:sqlite` where the runtime has it (Node from 22.13, Deno from 2.2, Bun from
 * 1.4), else `better-sqlite3`.
 *
 * @throws SojournError `SOJOURN_PEER_MISSING` when there is no SQLite
 */
export function findClient(): MaybePromise<DatabaseClass> {
	return globalThis.process?.getBuiltinModule?.('node:sqlite')?.DatabaseSync ?? peerDatabase();
}

/**
 * Opens a database file, creating it where it is missing.
 *
 * WAL lets readers go on while one writes. With `synchronous = FULL` each commit is on the disk before it is
 * acknowledged; `NORMAL`, which is often recommended with WAL, may lose the last commits when the power fails.
 *
 * @param path the file, or `:memory:`
 * @throws SQLite's `SQLITE_BUSY` while another process holds the file
 */
export function openDatabase(Database: DatabaseClass, path: string): OpenDatabase {
	if (isPath(path)) makePrivate(path);
	const database = new Database(path);
	try {
		// First, because the change to WAL waits for other processes too.
		database.exec(`PRAGMA busy_timeout = ${shortWait}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
		const file = fileAt(path);
		return {
			connection: connectionTo(database),
			hasMoved: () => fileAt(path) !== file,
			close: () => void database.close(),
		};
	} catch (error) {
		database.close();
		throw error;
	}
}

/** Whether it is the path of a file. */
export function isPath(database: string): boolean {
	return !address.test(database);
}

/**
 * Makes the file where it is missing, for its owner only: SQLite would let others read it, who can hold its locks then, and
 * with them every write. It gives the files beside it the same mode. What cannot be made here SQLite says better.
 */
function makePrivate(path: string): void {
	try {
		process.getBuiltinModule('node:fs').writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
	} catch {}
}

async function peerDatabase(): Promise<DatabaseClass> {
	try {
		const module: { readonly default: DatabaseClass } = await import(peer);
		return module.default;
	} catch (cause) {
		throw new SojournError(
			'SOJOURN_PEER_MISSING',
			`There is no node:sqlite. Run "npm install ${peer}@12", or pass an open database.`,
			{ cause },
		);
	}
}

/** Tells the file at a path from every other one, and from none. */
function fileAt(path: string): string {
	const file = process.getBuiltinModule('node:fs').statSync(path, { throwIfNoEntry: false });
	return `${file?.dev} ${file?.ino}`;
}
