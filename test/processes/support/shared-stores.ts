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

/** Makes such a place. */
export async function newPlace(kind: SharedStore['kind']): Promise<SharedPlace> {
	if (kind === 'redis') {
		const server = await startRedis();
		return { store: { kind, location: server.url }, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
	}
	const folder = await mkdtemp(join(tmpdir(), 'sojourn-processes-'));
	return {
		store: { kind, location: join(folder, kind === 'file' ? 'sessions' : 'sessions.db') },
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
	};
}

/** Opens the store in this process. `close` ends what the store does not end itself. */
export async function openStore({ kind, location }: SharedStore): Promise<{ readonly store: Store; close(): void }> {
	if (kind === 'file') return { store: fileStore(location), close() {} };
	if (kind === 'sqlite') return { store: sqliteStore(location), close() {} };
	const client = createClient({ url: location });
	client.on('error', () => {});
	await client.connect();
	return { store: redisStore(client), close: () => client.destroy() };
}
