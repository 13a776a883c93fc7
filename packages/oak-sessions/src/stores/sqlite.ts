import type { Store } from 'sojourn';
import { type SqliteDatabase, sqliteStore } from 'sojourn/sqlite';
import type { OakStore } from './oak-store.ts';

/** Keeps sessions in one table of a SQLite database. */
export class SqliteStore implements OakStore {
	/** What keeps the sessions. */
	readonly store: Store;

	/**
	 * @param database an open database: the `DB` of `https://deno.land/x/sqlite`, or one of `node:sqlite`, `bun:sqlite`,
	 * `better-sqlite3` or `libsql`; or the path of a file, which is then opened
	 * @param table made when first used; one of this name that is not of this library is left alone, and each request
	 * that asks for its session fails with `SOJOURN_STORE_SCHEMA`
	 * @throws TypeError naming the argument that is wrong
	 */
	constructor(database: string | SqliteDatabase, table = 'sessions') {
		this.store = sqliteStore(database, { table });
	}
}
