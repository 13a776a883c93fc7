import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { connect } from '../../../../../test/stand-ins/deno-redis.ts';
import type { RedisClient } from '../../../src/redis.ts';

/** A client that a test has connected, to be closed by the test. */
export interface OpenClient {
	readonly client: RedisClient;
	close(): void;
}

/** How each package connects to a server, as its page says. */
export const openBy: Readonly<Record<string, (url: string) => Promise<OpenClient>>> = {
	async redis(url) {
		const client = await createClient({ url })
			.on('error', () => {})
			.connect();
		return { client, close: () => client.destroy() };
	},
	async ioredis(url) {
		const client = new Redis(url, { lazyConnect: true }).on('error', () => {});
		await client.connect();
		return { client, close: () => client.disconnect() };
	},
	async 'deno.land/x/redis (stand-in)'(url) {
		const { hostname, port } = new URL(url);
		const client = await connect({ hostname, port: port || 6379 });
		return { client, close: () => client.close() };
	},
};
