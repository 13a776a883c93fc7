import type { Store } from 'sojourn';
import { type RedisClient, redisStore } from 'sojourn/redis';
import type { OakStore } from './oak-store.ts';

/** Keeps sessions in Redis. */
export class RedisStore implements OakStore {
	/** What keeps the sessions. */
	readonly store: Store;

	/**
	 * @param client what `connect` of `https://deno.land/x/redis` resolves to, or a client of `redis` or `ioredis`
	 * @param prefix what every key begins with
	 * @throws TypeError naming the argument that is wrong
	 */
	constructor(client: RedisClient, prefix = 'session_') {
		this.store = redisStore(client, { prefix });
	}
}
