// A stand-in for https://deno.land/x/sqlite@v2.4.0/mod.ts, whose address cannot be reached here and which does not
// open files on today's Deno: the interface its page documents, over the real SQLite of `node:sqlite`, on Deno, Node
// and Bun. Source: https://deno.land/x/sqlite@v2.4.0/docs/api.md

import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** What a placeholder can be given. */
export type QueryParam = boolean | number | bigint | string | null | undefined | Date | Uint8Array;

/** An error of the library, with SQLite's result code, or -1 for its own. */
class SqliteError extends Error {
	override readonly name = 'SqliteError';
	readonly code: number;

	constructor(message: string, code = -1, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}

/** The rows of a query, each an array, to be read to the end or returned: until then the statement is at work. */
class Rows implements IterableIterator<unknown[]> {
	readonly #source: Iterator<unknown>;
	readonly #onDone: (rows: Rows) => void;
	#next: IteratorResult<unknown>;

	constructor(source: Iterator<unknown>, first: IteratorResult<unknown>, onDone: (rows: Rows) => void) {
		this.#source = source;
		this.#next = first;
		this.#onDone = onDone;
	}

	next(): IteratorResult<unknown[]> {
		if (this.#next.done) return { done: true, value: null };
		const row = this.#next.value as unknown[];
		this.#next = this.#source.next();
		if (this.#next.done) this.#onDone(this);
		return { done: false, value: row.map(toJavaScript) };
	}

	return(): IteratorResult<unknown[]> {
		if (!this.#next.done) {
			this.#source.return?.();
			this.#next = { done: true, value: null };
			this.#onDone(this);
		}
		return { done: true, value: null };
	}

	/** The older name of `return`. */
	done(): void {
		this.return();
	}

	[Symbol.iterator](): this {
		return this;
	}
}

/** What a query without rows answers: always the same object. */
export const Empty: Rows = new Rows([].values(), { done: true, value: null }, () => {});

/** A SQLite database. */
export class DB {
	readonly #database: DatabaseSync;
	readonly #unfinished = new Set<Rows>();
	#open = true;

	/** Opens the file, creating it where it is missing. */
	constructor(path = ':memory:') {
		this.#database = failingAs(() => new DatabaseSync(path));
	}

	/** Runs one statement with positional or named parameters. */
	query(sql: string, values: QueryParam[] | Record<string, QueryParam> = []): Rows {
		if (!this.#open) throw new SqliteError('Database was closed.');
		return failingAs(() => {
			const statement = this.#database.prepare(sql);
			statement.setReturnArrays(true);
			const source = Array.isArray(values)
				? statement.iterate(...values.map(toSqlite))
				: statement.iterate(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toSqlite(value)])));
			const first = source.next();
			if (first.done) return Empty;
			const rows = new Rows(source, first, (finished) => this.#unfinished.delete(finished));
			this.#unfinished.add(rows);
			return rows;
		});
	}

	/** How many rows the last change changed. */
	get changes(): number {
		return this.#number('SELECT changes()');
	}

	get totalChanges(): number {
		return this.#number('SELECT total_changes()');
	}

	get lastInsertRowId(): number {
		return this.#number('SELECT last_insert_rowid()');
	}

	/** Closes the file. With rows that were not read to their end it fails, unless it is forced. */
	close(force = false): void {
		if (!this.#open) return;
		if (this.#unfinished.size > 0 && !force) {
			throw new SqliteError('unable to close due to unfinalized statements or unfinished backups', 5);
		}
		for (const rows of this.#unfinished) rows.return();
		this.#open = false;
		this.#database.close();
	}

	#number(sql: string): number {
		const [row] = [...this.query(sql)];
		return Number(row?.[0]);
	}
}

function toSqlite(value: QueryParam): SQLInputValue {
	if (value === undefined) return null;
	if (typeof value === 'boolean') return Number(value);
	return value instanceof Date ? value.toISOString() : value;
}

/** The library answers empty bytes as null. */
function toJavaScript(value: unknown): unknown {
	return value instanceof Uint8Array && value.length === 0 ? null : value;
}

function failingAs<T>(run: () => T): T {
	try {
		return run();
	} catch (cause) {
		const code = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) : -1;
		throw new SqliteError(cause instanceof Error ? cause.message : String(cause), code, { cause });
	}
}
