import { test } from 'node:test';
import { readGamanDocument } from '../../../../test/documents/gaman-document.ts';
import { startRedis } from '../../../../test/servers/redis.ts';
import { startApplication } from '../support/application.ts';
import { handlerRoutes, tryExample, tryHandlers } from '../support/document-example.ts';

const { drivers, registration, routes } = readGamanDocument();

for (const [what, source, tryOut] of [
	["the document's example runs", routes, tryExample],
	["the document's handlers, one for each method, run", handlerRoutes(), tryHandlers],
] as const) {
	test(`${what} as written with the driver redis`, async (test) => {
		await using redis = await startRedis();
		const index = drivers.redis ?? '';
		const application = await startApplication(test, { index, routes: source }, { redis: redis.url });
		await tryOut(application);
		await application.kill();
	});
}

test('the driver redis goes to the address of the document where it is told none', async (test) => {
	await using redis = await startRedis();
	const index = registration.replace('session()', "session({ driver: { type: 'redis' } })");
	const env = { GAMAN_KEY: 'a key for tests that is long enough to be one' };
	const application = await startApplication(test, { index, routes }, { redis: redis.url, env });
	await tryExample(application);
	await application.kill();
});
