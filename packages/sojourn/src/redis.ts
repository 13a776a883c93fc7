export type { RedisClient } from './stores/redis/client.ts';
export type { DenoRedisClient } from './stores/redis/deno-redis.ts';
export type { IoredisClient } from './stores/redis/ioredis.ts';
export type { NodeRedisClient } from './stores/redis/node-redis.ts';
export { type RedisOptions, redisStore } from './stores/redis.ts';
