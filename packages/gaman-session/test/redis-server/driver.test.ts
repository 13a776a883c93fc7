import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type SessionOptions, session } from '@gaman/session';
import { createClient } from 'redis';
import { redisStore } from 'sojourn/redis';
import { type Context, Response, type Routes } from '../../../../test/hosts/gaman/index.ts';
import { type Served, serve } from '../../../../test/hosts/gaman/serve.ts';
import { type RedisServer, startRedis } from '../../../../test/servers/redis.ts';
import { startProxy } from '../../../../test/servers/tcp-proxy.ts';
import { secret } from '../support/secret.ts';
import { type Page, Visitor } from '../support/visitor.ts';

const routes: Routes = {
	'/set': async (ctx: Context) => {
		await ctx.session.set('user', 'ann');
		return Response.text('stored');
	},
	'/get': async (ctx: Context) => {
		try {
			return Response.text(`user ${await ctx.session.get('user')}`);
		} catch (error) {
			return Response.json(describe(error), { status: 503 });
		}
	},
};

/** The codes of an error and its causes. */
function describe(error: unknown): string[] {
	if (!(error instanceof Error)) return [];
	return ['code' in error ? String(error.code) : error.name, ...describe(error.cause)];
}

function serveRedis(test: TestContext, url: string, options: SessionOptions = {}): Promise<Served> {
	return serve(test, session({ driver: { type: 'redis', url }, secret, ...options }), routes);
}

/** Asks again until the answer is this one. */
async function until(visitor: Visitor, body: string): Promise<void> {
	while ((await visitor.open('/get')).body !== body) await setTimeout(20);
}

/** How many clients are connected, beside the one that asks. */
async function clientsOf(server: RedisServer): Promise<number> {
	const list = String(await server.send('CLIENT', 'LIST'));
	return list.trim().split('\n').length - 1;
}

test('a request that comes while the driver connects waits for it', async (test) => {
	await using redis = await startRedis();
	redis.freeze();
	const { url, close } = await serveRedis(test, redis.url, { deadline: 20_000 });
	const pages = [new Visitor(url).open('/set'), new Visitor(url).open('/set')];
	await setTimeout(100);
	redis.thaw();
	for (const page of pages) assert.equal((await page).status, 200);
	assert.equal(await redis.send('DBSIZE'), pages.length, 'and no other driver has stood in');
	await close();
});

test('a Redis that is not there at start is a clear error, and used as soon as it is there', async (test) => {
	await using redis = await startRedis();
	const before = await serveRedis(test, redis.url);
	const ann = new Visitor(before.url);
	await ann.open('/set');
	await before.close();
	await redis.stop();

	const { url, close } = await serveRedis(test, redis.url);
	const page = await ann.copy(url).open('/get');
	assert.equal(page.status, 503, 'it is no anonymous session');
	assert.deepEqual(page.json(), ['SOJOURN_STORE_UNAVAILABLE', 'ECONNREFUSED']);
	const eve = new Visitor(url);
	assert.equal((await eve.open('/set')).status, 500, 'and nothing is said to be stored');
	assert.deepEqual(eve.cookieNames, []);
	await redis.restart();
	assert.equal((await eve.open('/set')).status, 200);
	assert.equal((await eve.open('/get')).body, 'user ann');
	await close();
});

for (const [what, fail, mend] of [
	['stopped', (redis) => redis.stop(), (redis) => redis.restart()],
	['frozen', async (redis) => redis.freeze(), async (redis) => redis.thaw()],
] as const satisfies readonly (readonly [string, ...((redis: RedisServer) => Promise<void>)[]])[]) {
	test(`while Redis is ${what} every request fails within the deadline, and then all goes on`, async (test) => {
		await using redis = await startRedis({ appendonly: 'yes', appendfsync: 'always' });
		const deadline = 300;
		const { url, close } = await serveRedis(test, redis.url, { deadline });
		const visitors = Array.from({ length: 5 }, () => new Visitor(url));
		for (const visitor of visitors) await visitor.open('/set');
		await fail(redis);
		const started = performance.now();
		const pages: Page[] = await Promise.all(visitors.map((visitor) => visitor.open('/get')));
		assert.ok(performance.now() - started < deadline + 2000, 'nobody waits for Redis to come back');
		for (const page of pages) assert.deepEqual([page.status, page.json()], [503, ['SOJOURN_STORE_UNAVAILABLE']]);
		await mend(redis);
		for (const visitor of visitors) await until(visitor, 'user ann');
		await close();
	});
}

test('a Redis that is started again while a request waits answers it', async (test) => {
	await using redis = await startRedis({ appendonly: 'yes', appendfsync: 'always' });
	const { url, close } = await serveRedis(test, redis.url, { deadline: 20_000 });
	const ann = new Visitor(url);
	await ann.open('/set');
	await redis.kill();
	// What is sent before the client has noticed fails with the connection.
	await setTimeout(200);
	const page = ann.open('/get');
	await setTimeout(100);
	await redis.restart();
	assert.equal((await page).body, 'user ann');
	await close();
});

test('a connection that is cut off without a word is given up, and another one made', async (test) => {
	await using redis = await startRedis();
	await using proxy = await startProxy(redis.port);
	const { url, close } = await serveRedis(test, `redis://127.0.0.1:${proxy.port}`, { deadline: 300 });
	const ann = new Visitor(url);
	await ann.open('/set');
	proxy.forgetConnections();
	assert.equal((await ann.open('/get')).status, 503);
	await until(ann, 'user ann');
	await close();
});

test('the one connection is made at start, before any request, and closed with the server', async (test) => {
	await using redis = await startRedis();
	const { url, close } = await serveRedis(test, redis.url);
	while ((await clientsOf(redis)) === 0) await setTimeout(20);
	await Promise.all([new Visitor(url).open('/set'), new Visitor(url).open('/set')]);
	assert.equal(await clientsOf(redis), 1);
	await close();
	while ((await clientsOf(redis)) > 0) await setTimeout(20);
});

test('a server that is closed while the driver connects leaves no connection behind', async (test) => {
	await using redis = await startRedis();
	redis.freeze();
	const { close } = await serveRedis(test, redis.url);
	await close();
	redis.thaw();
	while ((await clientsOf(redis)) > 0) await setTimeout(20);
});

test('a client of the application goes in as a store, and stays open when the server is closed', async (test) => {
	await using redis = await startRedis();
	const client = createClient({ url: redis.url });
	await client.on('error', () => {}).connect();
	const { url, close } = await serve(test, session({ store: redisStore(client), secret }), routes);
	const ann = new Visitor(url);
	await ann.open('/set');
	assert.equal((await ann.open('/get')).body, 'user ann');
	await close();
	assert.equal(await client.ping(), 'PONG');
	client.destroy();
});
