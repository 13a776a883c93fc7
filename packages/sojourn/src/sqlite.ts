export type {
	QueryDatabase,
	SqliteDatabase,
	SqliteStatement,
	SqliteValue,
	StatementDatabase,
} from './stores/sqlite/connection.ts';
export { type SqliteOptions, sqliteStore } from './stores/sqlite.ts';
