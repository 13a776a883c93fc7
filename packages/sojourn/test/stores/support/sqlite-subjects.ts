import { join } from 'node:path';
import { DB } from '../../../../../test/stand-ins/deno-sqlite.ts';
import { type SqliteDatabase, sqliteStore } from '../../../src/sqlite.ts';
import type { StoreSubject } from '../../../src/testing/store.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A database that a test opened by a client, to be closed by the test. */
export type OpenDatabase = SqliteDatabase & { close(): void };

/** How each client opens a file. */
export const openBy: Readonly<Record<string, (path: string) => Promise<OpenDatabase>>> = {
	'node:sqlite': async (path) => new (await import('node:sqlite')).DatabaseSync(path),
	'better-sqlite3': (path) => openByDefaultExport('better-sqlite3', path),
	libsql: (path) => openByDefaultExport('libsql', path),
	'bun:sqlite': (path) => openByDefaultExport('bun:sqlite', path),
	'deno.land/x/sqlite (stand-in)': async (path) => new DB(path),
};

/** The store over a database that a client has opened, on two connections. */
export function clientSubject(client: string): StoreSubject {
	return {
		name: `sqlite (${client})`,
		async open() {
			const directory = temporaryDirectory();
			const path = join(directory.path, 'sessions.db');
			const open = openBy[client];
			if (open === undefined) throw new Error(`There is no client ${client}.`);
			const databases = [await open(path), await open(path)] as const;
			return {
				first: sqliteStore(databases[0]),
				second: sqliteStore(databases[1]),
				dispose() {
					for (const database of databases) database.close();
					directory.remove();
				},
			};
		},
	};
}

/** The store that opens a file by itself. */
export function pathSubject(): StoreSubject {
	return {
		name: 'sqlite (path)',
		open() {
			const directory = temporaryDirectory();
			const path = join(directory.path, 'sessions.db');
			const first = sqliteStore(path);
			const second = sqliteStore(path);
			return {
				first,
				second,
				async dispose() {
					await first.close();
					await second.close();
					directory.remove();
				},
			};
		},
	};
}

async function openByDefaultExport(name: string, path: string): Promise<OpenDatabase> {
	const { default: Database }: { default: new (path: string) => OpenDatabase } = await import(name);
	return new Database(path);
}
