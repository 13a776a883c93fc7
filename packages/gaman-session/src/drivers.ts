import { type SessionStore, SojournError } from 'sojourn';
import { cookieStore } from 'sojourn/cookie';
import { fileStore } from 'sojourn/file';
import { memoryStore } from 'sojourn/memory';
import { sqliteStore } from 'sojourn/sqlite';
import { redisDriver } from './redis-driver.ts';

/** Where sessions are kept, by name. */
export type SessionDriver =
	/** In encrypted cookies. */
	| { readonly type: 'cookies' }
	/** In the server's memory. */
	| { readonly type: 'memory' }
	/** In files of this folder. Default `./sessions`. */
	| { readonly type: 'file'; readonly dir?: string }
	/** In the Redis at this URL. Default `redis://localhost:6379`. Takes the package `redis`. */
	| { readonly type: 'redis'; readonly url?: string }
	/** In this SQLite database. Default `sessions.db`. */
	| { readonly type: 'sql'; readonly file?: string }
	/** Refused: this version keeps no sessions in MongoDB. */
	| { readonly type: 'mongodb'; readonly dbName: string; readonly uri?: string; readonly collection?: string };

/** A connection of the driver's own. */
export interface Connection {
	/** Connects, once. Where that fails, each request that needs it is told so, and tries again. */
	open(): Promise<unknown>;
	/** Ends it, whatever it is doing. */
	close(): void;
}

/** A store, and the connection it stands on where it has one. */
export interface OpenDriver {
	readonly store: SessionStore;
	readonly connection: Connection | null;
}

/** What each driver takes beside its type; all of it is text. */
const optionsOf: Readonly<Record<SessionDriver['type'], readonly string[]>> = {
	cookies: [],
	memory: [],
	file: ['dir'],
	redis: ['url'],
	sql: ['file'],
	mongodb: ['dbName', 'uri', 'collection'],
};

/**
 * What makes the store that the option `driver` stands for. A store opens nothing before it is used.
 *
 * @throws TypeError that names what is wrong with the option
 * @throws SojournError `SOJOURN_UNSUPPORTED` for `mongodb`
 */
export function driverFor(driver: SessionDriver): () => OpenDriver {
	checkDriver(driver);
	switch (driver.type) {
		case 'cookies':
			return () => ({ store: cookieStore(), connection: null });
		case 'memory':
			return () => ({ store: memoryStore(), connection: null });
		case 'file':
			return () => ({ store: fileStore(driver.dir ?? './sessions'), connection: null });
		case 'sql':
			return () => ({ store: sqliteStore(driver.file ?? 'sessions.db'), connection: null });
		case 'redis':
			return () => redisDriver(driver.url ?? 'redis://localhost:6379');
		case 'mongodb':
			throw new SojournError(
				'SOJOURN_UNSUPPORTED',
				"This version of @gaman/session keeps no sessions in MongoDB. Write driver: { type: 'redis' }, { type: 'sql' } or { type: 'file' }, or pass the option store.",
			);
	}
}

function checkDriver(driver: SessionDriver): void {
	const types = Object.keys(optionsOf);
	if (typeof driver !== 'object' || driver === null || !types.includes(driver.type)) {
		throw new TypeError(
			`The option driver must have one of these types: ${types.join(', ')}. Write driver: { type: 'sql' }.`,
		);
	}
	const { type, ...others } = driver;
	for (const [name, value] of Object.entries(others)) {
		if (!optionsOf[type].includes(name)) throw new TypeError(`The driver ${type} has no option driver.${name}.`);
		if (value !== undefined && (typeof value !== 'string' || value === '')) {
			throw new TypeError(`The option driver.${name} must be a string that is not empty.`);
		}
	}
	if (driver.type === 'redis' && driver.url !== undefined) checkRedisUrl(driver.url);
}

/** Says nothing of the URL in its message, because it may hold a password. */
function checkRedisUrl(url: string): void {
	const protocol = URL.parse(url)?.protocol;
	if (protocol === 'redis:' || protocol === 'rediss:') return;
	throw new TypeError(
		"The option driver.url must be the URL of a Redis, such as 'redis://localhost:6379', or with rediss: over TLS.",
	);
}
