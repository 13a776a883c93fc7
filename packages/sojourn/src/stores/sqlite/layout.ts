import { SojournError } from '../../core/errors.ts';
import type { Connection } from './connection.ts';

/** The version of the table's layout. Each version's definition says its number in a comment. */
const layoutVersion = 1;

/**
 * Makes the table and its indexes where they are missing. What stands under their names and was not made here is
 * left alone.
 *
 * SQLite keeps the text of a definition word for word, comments included, so the table itself says whose it is and
 * of which version, also in a database whose `user_version` belongs to the application.
 *
 * @throws SojournError `SOJOURN_STORE_SCHEMA` when the name of the table or of an index is taken by something else
 */
export function ensureTable(connection: Connection, table: string): void {
	const indexes = [`${table}_expires_at`, `${table}_subject`];
	const standing = connection.select(
		['name', 'tbl_name', 'sql'],
		`FROM sqlite_master WHERE lower(name) IN (lower(?), lower(?), lower(?))`,
	)(table, ...indexes);
	for (const { name, tbl_name: owner, sql } of standing) {
		const isTable = String(name).toLowerCase() === table.toLowerCase();
		if (isTable) checkLayout(table, String(sql));
		else if (String(owner).toLowerCase() !== table.toLowerCase()) throw foreign(String(name), table);
	}
	if (standing.length === 1 + indexes.length) return;
	for (const sql of definitions(table)) connection.change(sql)();
}

/**
 * A table with a row id, the key in an index beside it: measured against `WITHOUT ROWID`, which keeps whole records
 * inside the tree of keys, it is as fast at 400 bytes a record and three times as fast from 2 KB on.
 * `data` may be null, because some clients bind empty bytes as null.
 */
function definitions(table: string): readonly string[] {
	return [
		`CREATE TABLE IF NOT EXISTS "${table}" (
	-- sojourn layout ${layoutVersion}
	key TEXT NOT NULL PRIMARY KEY,
	data BLOB,
	version INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	subject TEXT
)`,
		`CREATE INDEX IF NOT EXISTS "${table}_expires_at" ON "${table}" (expires_at)`,
		`CREATE INDEX IF NOT EXISTS "${table}_subject" ON "${table}" (subject) WHERE subject IS NOT NULL`,
	];
}

function checkLayout(table: string, sql: string): void {
	const found = /-- sojourn layout (\d+)\n/.exec(sql)?.[1];
	if (found === undefined) throw foreign(table, table);
	if (Number(found) > layoutVersion) {
		throw new SojournError(
			'SOJOURN_STORE_SCHEMA',
			`The table "${table}" is of a newer version of this library (layout ${found}, not ${layoutVersion}), and was left alone. Update the library, or name another table (the option "table").`,
		);
	}
}

function foreign(name: string, table: string): SojournError {
	return new SojournError(
		'SOJOURN_STORE_SCHEMA',
		`"${name}" is not of the session table "${table}", and was left alone. Name another table (the option "table").`,
	);
}
