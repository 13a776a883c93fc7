import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import type { Store } from 'sojourn';
import { fileStore } from 'sojourn/file';
import { redisStore } from 'sojourn/redis';
import { sqliteStore } from 'sojourn/sqlite';
import { startRedis } from '../../servers/redis.ts';

/** A store that several processes can open, by a description that can be handed to them. */
export interface SharedStore {
	readonly kind: 'file' | 'sqlite' | 'redis';
	/** A path, or the address of a Redis. */
	readonly location: string;
}

/** A new and empty place for sessions, which goes when it is disposed of. */
export interface SharedPlace extends AsyncDisposable {
	readonly store: SharedStore;
}

/** Where Linux has files in memory: for tests of the order of events, which the disk only slows down. */
const memoryFolder = '/dev/shm';

/** The fastest folder for files that need not outlive the test. */
export function fastFolder(): string {
	return existsSync(memoryFolder) ? memoryFolder : tmpdir();
}

/**
 * Makes such a place.
 *
 * @param parent the folder in which the files are
 */
export async function newPlace(kind: SharedStore['kind'], parent: string = tmpdir()): Promise<SharedPlace> {
	if (kind === 'redis') {
		const server = await startRedis();
		return { store: { kind, location: server.url }, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
	}
	const folder = await mkdtemp(join(parent, 'sojourn-processes-'));
	return {
		store: { kind, location: join(folder, kind === 'file' ? 'sessions' : 'sessions.db') },
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
	};
}

/** Opens the store in this process. `close` ends what the store does not end itself. */
export async function openStore({ kind, location }: SharedStore): Promise<{ readonly store: Store; close(): void }> {
	if (kind === 'file') return { store: fileStore(location), close() {} };
	if (kind === 'sqlite') return { store: sqliteStore(location, { busyTimeout: 30_000 }), close() {} };
	const client = createClient({ url: location });
	client.on('error', () => {});
	await client.connect();
	return { store: redisStore(client), close: () => client.destroy() };
}
