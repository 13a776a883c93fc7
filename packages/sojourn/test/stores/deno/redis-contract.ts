// The proof of the Redis store with the tests of Deno. Their server is the one that REDIS_URL names.
import process from 'node:process';
import { testStore } from '../../../src/testing/store.ts';
import { openRedisStores } from '../support/redis-subject.ts';

declare const Deno: { test(name: string, run: () => Promise<void>): void };

const client = 'deno.land/x/redis (stand-in)';

testStore(Deno.test, { name: `redis (${client})`, open: () => openRedisStores(client, process.env.REDIS_URL ?? '') });
