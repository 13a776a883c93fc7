import type { CommandChannel } from './connection.ts';
import { DenoRedisChannel, type DenoRedisClient, isDenoRedis } from './deno-redis.ts';
import { IoredisChannel, type IoredisClient, isIoredis } from './ioredis.ts';
import { isNodeRedis, NodeRedisChannel, type NodeRedisClient } from './node-redis.ts';

/** A connected client of any package that {@link redisStore} knows. */
export type RedisClient = NodeRedisClient | IoredisClient | DenoRedisClient;

const channels = new WeakMap<RedisClient, CommandChannel>();

/**
 * The channel of a client, told by its members: the same one each time. A second one would listen to the client too, and
 * know nothing of what the first has found out about the connection.
 *
 * @throws TypeError naming `client` when it is no client that is known
 */
export function channelTo(client: RedisClient): CommandChannel {
	const known = channels.get(client);
	if (known !== undefined) return known;
	const channel = newChannel(client);
	channels.set(client, channel);
	return channel;
}

function newChannel(client: RedisClient): CommandChannel {
	if (typeof client === 'object' && client !== null) {
		if (isNodeRedis(client)) return new NodeRedisChannel(client);
		if (isIoredis(client)) return new IoredisChannel(client);
		if (isDenoRedis(client)) return new DenoRedisChannel(client);
	}
	throw new TypeError(
		'redisStore: client must be createClient(...) of redis, new Redis(...) of ioredis, or what connect(...) of https://deno.land/x/redis resolves to, for one server: no pool, cluster or Sentinel.',
	);
}
