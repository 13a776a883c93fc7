import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RedisClient, redisStore } from '../../src/redis.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { sqliteStore } from '../../src/stores/sqlite.ts';

const misspelt: Readonly<Record<string, (options: object) => unknown>> = {
	cookieStore,
	memoryStore,
	sqliteStore: (options) => sqliteStore(':memory:', options),
	redisStore: (options) => redisStore(async () => ({}) as RedisClient, options),
};

for (const [name, make] of Object.entries(misspelt)) {
	test(`an option that ${name} does not have is a TypeError that names it and those that there are`, () => {
		assert.throws(() => make({ mispelt: 1 }), {
			name: 'TypeError',
			message: new RegExp(`${name} has no option mispelt`),
		});
	});
}
