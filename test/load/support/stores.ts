import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import type { SessionsOptions } from 'sojourn';
import { cookieStore } from 'sojourn/cookie';
import { fileStore } from 'sojourn/file';
import { memoryStore } from 'sojourn/memory';
import { redisStore } from 'sojourn/redis';
import { sqliteStore } from 'sojourn/sqlite';
import { startRedis } from '../../servers/redis.ts';

/** A store by its name, in a form that can be handed to another process. */
export interface StoreUnderLoad {
	readonly name: 'memory' | 'cookie' | 'file' | 'sqlite' | 'redis';
	/** A path or an address, where the store needs one. */
	readonly location: string;
}

/** Where a store keeps its sessions; empty, and gone when it is disposed of. */
export interface Place extends AsyncDisposable {
	readonly store: StoreUnderLoad;
}

/** Makes a place for the sessions of a store. */
export async function newPlace(name: StoreUnderLoad['name']): Promise<Place> {
	if (name === 'redis') {
		const server = await startRedis();
		return { store: { name, location: server.url }, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
	}
	const folder = await mkdtemp(join(tmpdir(), 'sojourn-load-'));
	return {
		store: { name, location: join(folder, name === 'file' ? 'sessions' : 'sessions.db') },
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
	};
}

/** A store that is open. `close` ends what the store does not end itself. */
export interface OpenStore {
	readonly store: SessionsOptions['store'];
	close(): void;
}

/** Opens the store in this process. */
export async function openStore({ name, location }: StoreUnderLoad): Promise<OpenStore> {
	switch (name) {
		case 'memory':
			return { store: memoryStore(), close() {} };
		case 'cookie':
			return { store: cookieStore(), close() {} };
		case 'file':
			return { store: fileStore(location), close() {} };
		case 'sqlite':
			return { store: sqliteStore(location), close() {} };
		case 'redis': {
			const client = createClient({ url: location });
			client.on('error', () => {});
			await client.connect();
			return { store: redisStore(client), close: () => client.destroy() };
		}
	}
}
