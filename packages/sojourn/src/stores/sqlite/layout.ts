import { SojournError } from '../../contract/errors.ts';
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
	// SQLite does not tell upper and lower case apart.
	const own = table.toLowerCase();
	const names = [own, `${own}_expires_at`, `${own}_subject`];
	const standing = connection.select(
		['name', 'owner', 'sql'],
		'FROM (SELECT lower(name) name, lower(tbl_name) owner, sql FROM sqlite_master) WHERE name IN (?, ?, ?)',
	)(...names);
	for (const { name, owner, sql } of standing) {
		const version = Number(/-- sojourn layout (\d+)\n/.exec(String(sql))?.[1]);
		const isOurs = name === own ? version <= layoutVersion : owner === own;
		if (isOurs) continue;
		throw new SojournError(
			'SOJOURN_STORE_SCHEMA',
			`"${name}" in the database is not ours, or of a newer version. It was left alone. Choose another with the option "table".`,
		);
	}
	for (const definition of definitions(table)) connection.change(definition)();
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
