import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { redisStore } from '../../../src/redis.ts';
import type { OpenedStore } from '../../../src/testing/store.ts';
import { openBy } from './redis-clients.ts';

/** The store on two connections that a client has made, under a prefix of its own. */
export async function openRedisStores(client: string, url: string): Promise<OpenedStore> {
	const open = openBy[client];
	if (open === undefined) throw new Error(`There is no client ${client}.`);
	const prefix = `sojourn-test-${randomUUID()}:`;
	const clients = [await open(url), await open(url)] as const;
	return {
		first: redisStore(clients[0].client, { prefix }),
		second: redisStore(clients[1].client, { prefix }),
		async dispose() {
			for (const each of clients) each.close();
			await removeKeys(url, prefix);
		},
	};
}

async function removeKeys(url: string, prefix: string): Promise<void> {
	const client = await createClient({ url }).connect();
	for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
		if (keys.length > 0) await client.unlink(keys);
	}
	client.destroy();
}
