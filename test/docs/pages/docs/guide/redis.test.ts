import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Sessions, UntypedData } from 'sojourn';
import { anyRedis } from '../../../../servers/redis.ts';
import { browse } from '../../../support/browse.ts';
import { type Example, testPage } from '../../../support/test-page.ts';

interface Page {
	readonly sessions: Sessions<UntypedData>;
	readonly client: { quit(): Promise<unknown> };
}

const redis = await anyRedis();
process.env.REDIS_URL = redis.url;
after(() => redis[Symbol.asyncDispose]());

async function keepsSessions({ load }: Example): Promise<void> {
	const { sessions, client } = await load<Page>();
	const ann = browse(sessions, {
		'/': async (_, session) =>
			new Response(String(await session.update('visits', (visits: number | null) => (visits ?? 0) + 1))),
		'/end': async (_, session) => {
			await session.destroy();
			return new Response();
		},
	});
	await ann.open('/');
	assert.equal((await ann.open('/')).body, '2');
	await ann.open('/end');
	await sessions.close();
	await client.quit();
}

testPage('docs/guide/redis.md', {
	examples: [
		['sessions are kept by the client of redis', keepsSessions],
		['sessions are kept by ioredis', keepsSessions],
	],
});
