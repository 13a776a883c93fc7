import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { connect } from '../../../../../test/stand-ins/deno-redis.ts';
import type { RedisClient } from '../../../src/redis.ts';

/** A client that a test has connected, to be closed by the test. */
export interface OpenClient {
	readonly client: RedisClient;
	/** Whether it takes itself for connected. */
	isConnected(): boolean;
	close(): void;
}

/** How often a client tries to connect again, if not as its package does by default. */
export interface ClientOptions {
	/** Milliseconds between two attempts. */
	readonly retryDelay?: number;
}

type Open = (url: string, options?: ClientOptions) => Promise<OpenClient>;

/** How each package connects to a server, as its page says. */
export const openBy: Readonly<Record<string, Open>> = {
	async redis(url, { retryDelay } = {}) {
		const socket = retryDelay === undefined ? {} : { reconnectStrategy: retryDelay };
		const client = await createClient({ url, socket })
			.on('error', () => {})
			.connect();
		return { client, isConnected: () => client.isReady, close: () => client.destroy() };
	},
	async ioredis(url, { retryDelay } = {}) {
		const retry = retryDelay === undefined ? {} : { retryStrategy: () => retryDelay };
		const client = new Redis(url, { lazyConnect: true, ...retry }).on('error', () => {});
		await client.connect();
		return { client, isConnected: () => client.status === 'ready', close: () => client.disconnect() };
	},
	async 'deno.land/x/redis (stand-in)'(url) {
		const { hostname, port } = new URL(url);
		const client = await connect({ hostname, port: port || 6379 });
		return { client, isConnected: () => client.isConnected, close: () => client.close() };
	},
};
