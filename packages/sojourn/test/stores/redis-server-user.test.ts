import { after, test } from 'node:test';
import { createClient } from 'redis';
import { startRedis } from '../../../../test/servers/redis.ts';
import { redisStore } from '../../src/redis.ts';
import { testStore } from '../../src/testing/store.ts';
import { openBy } from './support/redis-clients.ts';

const server = await startRedis();
after(() => server[Symbol.asyncDispose]());

/** All that the guide asks for. `info` is for ioredis, which waits by it until Redis has read its data. */
const permissions =
	'~shop:* +get +getrange +set +setrange +del +exists +pexpire +zadd +zrange +zrangebyscore +zremrangebyscore +zscore +zrem +eval +evalsha +scan +info';
await server.send('ACL', 'SETUSER', 'shop', 'on', '>password', ...permissions.split(' '));

for (const name of ['redis', 'ioredis']) {
	const open = openBy[name];
	if (open === undefined) throw new Error(`There is no client ${name}.`);
	testStore(test, {
		name: `redis (${name}, a user with no more rights than it needs)`,
		async open() {
			const url = `redis://shop:password@127.0.0.1:${server.port}`;
			const clients = [await open(url), await open(url)] as const;
			return {
				first: redisStore(clients[0].client, { prefix: 'shop:' }),
				second: redisStore(clients[1].client, { prefix: 'shop:' }),
				async dispose() {
					for (const client of clients) client.close();
					await server.send('FLUSHALL');
				},
			};
		},
	});
}

testStore(test, {
	name: 'redis (RESP 3, a database of a number, a prefix that is one hash tag)',
	async open() {
		const connect = () =>
			createClient({ url: `${server.url}/3`, RESP: 3 })
				.on('error', () => {})
				.connect();
		const clients = [await connect(), await connect()] as const;
		return {
			first: redisStore(clients[0], { prefix: '{shop}:' }),
			second: redisStore(clients[1], { prefix: '{shop}:' }),
			async dispose() {
				for (const client of clients) client.destroy();
				await server.send('FLUSHALL');
			},
		};
	},
});
