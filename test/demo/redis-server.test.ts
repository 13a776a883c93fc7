import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'redis';
import { startDemo } from './support/demo.ts';
import { HttpVisitor, type SeenPage } from './support/http-visitor.ts';

// Another's Redis is not to be stopped here.
delete process.env.REDIS_URL;

/** The address of the Redis that the page names. */
function redisOf({ text }: SeenPage): string {
	return /redis:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
}

/** Sends one command. Rejects when nothing answers. */
async function askRedis(url: string, command: readonly string[]): Promise<void> {
	const client = createClient({ url, socket: { reconnectStrategy: false } });
	client.on('error', () => {});
	await client.connect();
	await client.sendCommand([...command]).finally(() => client.destroy());
}

test('the Redis that the demo starts ends with it, and its sessions outlive both', async () => {
	await using first = await startDemo({ driver: 'redis' });
	const visitor = new HttpVisitor(first.address);
	const redis = redisOf(await visitor.submit('/sign-in', { name: 'Ada' }));
	await askRedis(redis, ['PING']);
	assert.equal(await first.stop(), 0);
	await assert.rejects(askRedis(redis, ['PING']));

	await using again = await startDemo({ driver: 'redis', folder: first.folder });
	assert.match((await visitor.at(again.address).open()).text, /Signed in/);
});

test('while its Redis is gone, the demo says so on the page, and takes nobody for signed out', async () => {
	await using demo = await startDemo({ driver: 'redis' });
	const visitor = new HttpVisitor(demo.address);
	const redis = redisOf(await visitor.submit('/sign-in', { name: 'Ada' }));
	await assert.rejects(askRedis(redis, ['SHUTDOWN', 'NOSAVE']));
	const { status, text } = await visitor.open();
	assert.equal(status, 500);
	assert.match(text, /SOJOURN_STORE_UNAVAILABLE/);
	assert.doesNotMatch(text, /Sign in/);
	assert.equal(await demo.stop(), 0);
});
