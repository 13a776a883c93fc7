import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { type RedisClient, redisStore } from '../../../src/redis.ts';
import type { OpenedStore } from '../../../src/testing/store.ts';
import { openBy } from './redis-clients.ts';

type GivenClient = Parameters<typeof redisStore>[0];

/**
 * The store on two connections that a client has made, under a prefix of its own.
 *
 * @param give what the store is given of a connected client; itself unless told otherwise
 */
export async function openRedisStores(
	client: string,
	url: string,
	give: (client: RedisClient) => GivenClient = (opened) => opened,
): Promise<OpenedStore> {
	const open = openBy[client];
	if (open === undefined) throw new Error(`There is no client ${client}.`);
	const prefix = `sojourn-test-${randomUUID()}:`;
	const clients = [await open(url), await open(url)] as const;
	return {
		first: redisStore(give(clients[0].client), { prefix }),
		second: redisStore(give(clients[1].client), { prefix }),
		async dispose() {
			for (const each of clients) each.close();
			await removeKeys(url, prefix);
		},
	};
}

/** Removes every key of a prefix. */
export async function removeKeys(url: string, prefix: string): Promise<void> {
	const client = await createClient({ url }).connect();
	for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
		if (keys.length > 0) await client.unlink(keys);
	}
	client.destroy();
}
