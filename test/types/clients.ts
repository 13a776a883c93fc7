// What the types of the stores take for a client, whatever the client's own types say.

import { expectTypeOf } from 'expect-type';
import type { RedisClient } from 'sojourn/redis';
import type { SqliteDatabase } from 'sojourn/sqlite';

// TypeScript before 6 sees both kinds of statement in that of better-sqlite3: by one object, and by values.
interface StatementOf<Parameters extends unknown[]> {
	run(...parameters: Parameters): { changes: number; lastInsertRowid: number | bigint };
	all(...parameters: Parameters): unknown[];
}
interface BetterSqlite {
	// biome-ignore lint/complexity/noBannedTypes: so its types write it
	prepare(sql: string): StatementOf<[{}]> | StatementOf<unknown[]>;
}
expectTypeOf<BetterSqlite>().toExtend<SqliteDatabase>();

// What has no such method is no client, and one that answers otherwise is none.
expectTypeOf<{ exec(sql: string): void }>().not.toExtend<SqliteDatabase | RedisClient>();
expectTypeOf<{ prepare(sql: string): { run(): void; all(): unknown[] } }>().not.toExtend<SqliteDatabase>();
