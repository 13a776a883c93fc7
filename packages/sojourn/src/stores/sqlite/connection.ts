/** What a statement is given for a placeholder. */
export type SqliteValue = string | number | Uint8Array | null;

/**
 * A prepared statement, typed by the methods that are called. They are given {@link SqliteValue}s; the parameters are of no
 * type, because clients name theirs in ways that do not meet: any object, or one of a list.
 */
export interface SqliteStatement {
	run(...parameters: unknown[]): { readonly changes: number | bigint };
	all(...parameters: unknown[]): readonly unknown[];
}

/** An open database that prepares statements: `node:sqlite`, `better-sqlite3`, `bun:sqlite` and `libsql`. */
export interface StatementDatabase {
	prepare(sql: string): SqliteStatement;
}

/** An open database that is asked with the text of the statement: the `DB` of `https://deno.land/x/sqlite`. */
export interface QueryDatabase {
	query(sql: string, parameters?: SqliteValue[]): Iterable<readonly unknown[]>;
}

/** An open SQLite database of any client that {@link sqliteStore} knows. */
export type SqliteDatabase = StatementDatabase | QueryDatabase;

/** A row as an object: what each column holds, by its name. */
export type Row = Readonly<Record<string, unknown>>;

/** The one face of all clients. */
export interface Connection {
	/** Makes a statement once; each call runs it and answers how many rows it changed. */
	change(sql: string): (...parameters: SqliteValue[]) => number;
	/** Makes a query of these columns once; each call answers its rows. The `SELECT` is put before the rest. */
	select(columns: readonly string[], rest: string): (...parameters: SqliteValue[]) => readonly Row[];
}

/**
 * The face of a client, told by its methods.
 *
 * @throws TypeError naming `database` when it is no client that is known
 */
export function connectionTo(database: SqliteDatabase | string): Connection {
	const prepare = prepareOf(database);
	return {
		change(sql) {
			const statement = prepare(sql);
			// A database may have been told to answer integers as BigInt.
			return (...parameters) => Number(statement.run(...parameters).changes);
		},
		select(columns, rest) {
			const statement = prepare(`SELECT ${columns.join(', ')} ${rest}`);
			return (...parameters) => statement.all(...parameters).map((row) => namedRow(columns, row));
		},
	};
}

function prepareOf(database: SqliteDatabase | string): (sql: string) => SqliteStatement {
	const { prepare, query }: { readonly prepare?: unknown; readonly query?: unknown } = Object(database);
	// Bun's client has a `query` too, of another meaning, so `prepare` is asked for first.
	if (typeof prepare === 'function') return (sql) => (database as StatementDatabase).prepare(sql);
	if (typeof query === 'function') return (sql) => queryStatement(database as QueryDatabase, sql);
	throw new TypeError(
		'sqliteStore: database must be a path, or a database opened by node:sqlite, better-sqlite3, bun:sqlite, libsql or deno.land/x/sqlite.',
	);
}

/** All rows are read at once, because a statement that is not read to its end keeps its locks. */
function queryStatement(database: QueryDatabase, sql: string): SqliteStatement {
	const all = (...parameters: SqliteValue[]): readonly (readonly unknown[])[] => [...database.query(sql, parameters)];
	return {
		all,
		run(...parameters: SqliteValue[]) {
			all(...parameters);
			const [changes] = [...database.query('SELECT changes()')];
			return { changes: changes?.[0] as number };
		},
	};
}

/** Some clients answer rows as arrays, always or when told so. */
function namedRow(columns: readonly string[], row: unknown): Row {
	if (Array.isArray(row)) return Object.fromEntries(columns.map((column, index) => [column, row[index]]));
	return row as Row;
}
