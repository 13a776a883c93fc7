import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import type { Store } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import { redisStore } from 'sojourn/redis';
import { sqliteStore } from 'sojourn/sqlite';

/** A store on the server by its name, over fresh data. */
export async function openStore(name: string): Promise<Store> {
	switch (name) {
		case 'memory':
			return memoryStore();
		case 'sqlite':
			return sqliteStore(temporaryDatabase());
		case 'redis':
			return redisStore(await redisClient(), { prefix: `${process.pid}:` });
		default:
			throw new Error(`There is no store ${name}.`);
	}
}

/** A client of the Redis that the benchmark has started. */
export async function redisClient() {
	const client = createClient({ url: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379' });
	client.on('error', () => {});
	await client.connect();
	return client;
}

function temporaryDatabase(): string {
	const folder = mkdtempSync(join(tmpdir(), 'sojourn-bench-'));
	process.on('exit', () => rmSync(folder, { recursive: true }));
	return join(folder, 'sessions.db');
}
