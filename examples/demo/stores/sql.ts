import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteStore } from 'sojourn/sqlite';
import type { DemoStore, StoredRow } from './demo-store.ts';

/** Sessions in an embedded SQLite database, in a file of the demo's folder. */
export function openSql(folder: string): DemoStore {
	const file = join(folder, 'sessions.db');
	return {
		title: 'SQLite',
		store: sqliteStore(file),
		look: async (key) => lookIntoTable(file, key),
		close: async () => {},
	};
}

/** By a connection of its own, which can only read. */
function lookIntoTable(file: string, key: string): StoredRow | null {
	using database = new DatabaseSync(file, { readOnly: true });
	const row = database.prepare('SELECT * FROM sojourn_sessions WHERE key = ?').get(key);
	if (row === undefined) return null;
	const path = relative('', file);
	return {
		source: `Read just now, past the library, from the table sojourn_sessions in ${path}.`,
		command: `sqlite3 ${path} "SELECT * FROM sojourn_sessions"`,
		key: String(row.key),
		version: Number(row.version),
		expiresAt: Number(row.expires_at),
		subject: row.subject === null ? null : String(row.subject),
		data: row.data instanceof Uint8Array ? row.data : new Uint8Array(),
		sealed: true,
	};
}
