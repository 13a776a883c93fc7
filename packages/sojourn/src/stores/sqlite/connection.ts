/** What a statement is given for a placeholder. */
export type SqliteValue = string | number | Uint8Array | null;

/** A prepared statement, typed by the methods that are called. */
export interface SqliteStatement {
	run(...parameters: SqliteValue[]): { readonly changes: number | bigint };
	all(...parameters: SqliteValue[]): readonly unknown[];
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
export function connectionTo(database: SqliteDatabase): Connection {
	// Bun's client has a `query` too, of another meaning, so `prepare` is asked for first.
	if (hasMethod(database, 'prepare')) return statementConnection(database as StatementDatabase);
	if (hasMethod(database, 'query')) return queryConnection(database as QueryDatabase);
	throw new TypeError(
		'sqliteStore: database is no open SQLite database. Pass a path, or a database opened by node:sqlite, better-sqlite3, bun:sqlite, libsql or deno.land/x/sqlite.',
	);
}

function hasMethod(database: unknown, method: string): boolean {
	return typeof database === 'object' && database !== null && typeof Reflect.get(database, method) === 'function';
}

function statementConnection(database: StatementDatabase): Connection {
	return {
		change(sql) {
			const statement = database.prepare(sql);
			// A database may have been told to answer integers as BigInt.
			return (...parameters) => Number(statement.run(...parameters).changes);
		},
		select(columns, rest) {
			const statement = database.prepare(`SELECT ${columns.join(', ')} ${rest}`);
			return (...parameters) => statement.all(...parameters).map((row) => namedRow(columns, row));
		},
	};
}

function queryConnection(database: QueryDatabase): Connection {
	return {
		change: (sql) => {
			return (...parameters) => {
				// Read to its end, because a statement that is not keeps its locks.
				for (const _ of database.query(sql, parameters));
				const [changes] = [...database.query('SELECT changes()')];
				return Number(changes?.[0]);
			};
		},
		select(columns, rest) {
			const sql = `SELECT ${columns.join(', ')} ${rest}`;
			return (...parameters) => [...database.query(sql, parameters)].map((row) => namedRow(columns, row));
		},
	};
}

/** Some clients answer rows as arrays, always or when told so. */
function namedRow(columns: readonly string[], row: unknown): Row {
	if (Array.isArray(row)) return Object.fromEntries(columns.map((column, index) => [column, row[index]]));
	return row as Row;
}
