import type { ConditionalResult, ScanPage, StoreRecord, SubjectEntry } from '../../contract/store.ts';
import type { Row } from './connection.ts';
import { ensureTable } from './layout.ts';
import type { OpenDatabase } from './open.ts';

const recordColumns = ['data', 'version', 'expiresAt', 'subject'] as const;

/**
 * SQLite holds nobody to the type of a column, and some clients refuse an answer that has an integer they cannot hold.
 * So numbers are read as floating point, where what is no number is 0, and data as bytes: those that were not put there by
 * the store do not open.
 */
const version = 'version * 1.0';
const readableColumns = `key, subject, CAST(data AS BLOB) data, ${version} version, expires_at * 1.0 expiresAt`;

/**
 * The store contract on one table, without waiting. Each change is one statement, so that SQLite makes it atomic
 * between processes; only when nothing was changed a second one asks why.
 */
export class SqliteTable {
	readonly database: OpenDatabase;
	readonly #read;
	readonly #create;
	readonly #replace;
	readonly #touch;
	readonly #delete;
	readonly #findBySubject;
	readonly #purge;
	readonly #count;
	readonly #scan;

	/** Makes the table where it is missing, and every statement once. */
	constructor(database: OpenDatabase, name: string) {
		this.database = database;
		const { connection } = database;
		ensureTable(connection, name);
		const table = `"${name}"`;
		const rows = `(SELECT ${readableColumns} FROM ${table})`;
		this.#read = connection.select(recordColumns, `FROM ${rows} WHERE key = ? AND expiresAt > ?`);
		this.#create = connection.change(
			`INSERT INTO ${table} (key, data, version, expires_at, subject) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET
				data = excluded.data, version = excluded.version, expires_at = excluded.expires_at, subject = excluded.subject
			WHERE expires_at <= ?`,
		);
		this.#replace = connection.change(
			`UPDATE ${table} SET data = ?, version = ?, expires_at = ?, subject = ?
			WHERE key = ? AND ${version} = ? AND expires_at > ?`,
		);
		this.#touch = connection.change(
			`UPDATE ${table} SET expires_at = max(expires_at, ?) WHERE key = ? AND ${version} = ? AND expires_at > ?`,
		);
		this.#delete = connection.change(
			`DELETE FROM ${table} WHERE key = ? AND ${version} = coalesce(?, ${version}) AND expires_at > ?`,
		);
		this.#findBySubject = connection.select(
			['key', 'expiresAt'],
			`FROM ${rows} WHERE subject = ? AND expiresAt > ? LIMIT ?`,
		);
		this.#purge = connection.change(
			`DELETE FROM ${table} WHERE key IN (SELECT key FROM ${table} WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
		);
		this.#count = connection.select(
			['records'],
			`FROM (SELECT count(*) AS records FROM ${table} WHERE expires_at > ?)`,
		);
		this.#scan = connection.select(
			['key', ...recordColumns],
			`FROM ${rows} WHERE key > ? AND expiresAt > ? ORDER BY key LIMIT ?`,
		);
	}

	read(key: string, now: number): StoreRecord | null {
		const [row] = this.#read(key, now);
		return row === undefined ? null : recordOf(row);
	}

	create(key: string, record: StoreRecord, now: number): boolean {
		const { data, version, expiresAt, subject } = record;
		return this.#create(key, data, version, expiresAt, subject, now) > 0;
	}

	replace(key: string, record: StoreRecord, version: number, now: number): ConditionalResult {
		const { data, expiresAt, subject } = record;
		const done = this.#replace(data, record.version, expiresAt, subject, key, version, now) > 0;
		return done ? 'done' : this.#standing(key, now);
	}

	touch(key: string, expiresAt: number, version: number, now: number): boolean {
		return this.#touch(expiresAt, key, version, now) > 0;
	}

	delete(key: string, version: number | null, now: number): ConditionalResult {
		return this.#delete(key, version, now) > 0 ? 'done' : this.#standing(key, now);
	}

	findBySubject(subject: string, limit: number, now: number): readonly SubjectEntry[] {
		return this.#findBySubject(subject, now, limit) as unknown as readonly SubjectEntry[];
	}

	purge(limit: number, now: number): number {
		return this.#purge(now, limit);
	}

	count(now: number): number {
		return Number(this.#count(now)[0]?.records);
	}

	scan(cursor: string | null, limit: number, now: number): ScanPage {
		const entries = this.#scan(cursor ?? '', now, limit).map(({ key, ...row }) => ({
			key: key as string,
			record: recordOf(row),
		}));
		return { entries, cursor: entries[limit - 1]?.key ?? null };
	}

	/** Why a conditional change changed nothing. */
	#standing(key: string, now: number): ConditionalResult {
		return this.read(key, now) ?? 'missing';
	}
}

function recordOf(row: Row): StoreRecord {
	return { ...row, data: bytesOf(row.data) } as StoreRecord;
}

/** Clients answer bytes as a `Uint8Array`, a `Buffer` or an `ArrayBuffer`, and some answer null where there are none. */
function bytesOf(value: unknown): Uint8Array {
	const bytes = (value ?? new ArrayBuffer()) as Uint8Array | (ArrayBuffer & { buffer?: never; byteOffset?: never });
	return new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset, bytes.byteLength);
}
