import { SojournError } from '../../core/errors.ts';
import type { MaybePromise } from '../../core/store.ts';
import { type Connection, connectionTo, type StatementDatabase } from './connection.ts';

/** A database in use, and what ends that. */
export interface OpenDatabase {
	readonly connection: Connection;
	close(): void;
}

interface OwnDatabase extends StatementDatabase {
	exec(sql: string): unknown;
	close(): unknown;
}

/** What a client opens a file with. */
export type DatabaseClass = new (path: string) => OwnDatabase;

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
	return runtimeDatabase() ?? peerDatabase();
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
	const database = new Database(path);
	try {
		// First, because the change to WAL waits for other processes too.
		database.exec(`PRAGMA busy_timeout = ${shortWait}`);
		database.exec('PRAGMA journal_mode = WAL');
		database.exec('PRAGMA synchronous = FULL');
		return { connection: connectionTo(database), close: () => void database.close() };
	} catch (error) {
		database.close();
		throw error;
	}
}

function runtimeDatabase(): DatabaseClass | null {
	return globalThis.process?.getBuiltinModule?.('node:sqlite')?.DatabaseSync ?? null;
}

async function peerDatabase(): Promise<DatabaseClass> {
	try {
		const module: { readonly default: DatabaseClass } = await import(peer);
		return module.default;
	} catch (cause) {
		throw new SojournError(
			'SOJOURN_PEER_MISSING',
			`This runtime has no SQLite of its own (node:sqlite). Run "npm install ${peer}", or pass an open database.`,
			{ cause },
		);
	}
}
