import { join } from 'node:path';
import { createClient } from 'redis';
import { redisStore } from 'sojourn/redis';
import { DemoFailure } from '../failure.ts';
import type { DemoStore } from './demo-store.ts';
import { startRedisServer } from './redis-server.ts';

/** Sessions in Redis: the one that `REDIS_URL` names, or one that the demo starts for itself. */
export async function openRedis(folder: string): Promise<DemoStore> {
	const given = process.env.REDIS_URL;
	const server = given ? null : await startRedisServer(join(folder, 'redis'));
	const url = server?.url ?? given ?? '';
	const client = await connect(url).catch(async (cause: unknown) => {
		await server?.stop();
		throw new DemoFailure('No Redis answers at the address in REDIS_URL.', { cause });
	});
	const store = redisStore(client);
	return {
		title: 'Redis',
		store,
		async look(key) {
			const record = await store.read(key, { now: Date.now(), signal: AbortSignal.timeout(2000) });
			if (record === null) return null;
			// The address of another's Redis may hold a password.
			const command = server === null ? null : `redis-cli -u ${url} --scan`;
			return { ...record, key, source: 'Given just now by the store, from Redis.', command, sealed: true };
		},
		async close() {
			client.destroy();
			await server?.stop();
		},
	};
}

/** Connects once, and anew whenever the connection is lost; until then requests fail at once. */
async function connect(url: string) {
	let isConnected = false;
	const client = createClient({
		url,
		disableOfflineQueue: true,
		socket: { reconnectStrategy: (attempts) => isConnected && Math.min(50 * attempts, 1000) },
	});
	// What goes wrong is told to each request.
	client.on('error', () => {});
	await client.connect();
	isConnected = true;
	return client;
}
