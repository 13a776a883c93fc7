import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBy } from '../stores/support/redis-clients.ts';
import { after, changes, openScene, outcomeOf, store, untilBack, type Visit } from './support/redis-scene.ts';

for (const client of Object.keys(openBy)) {
	test(`the connection to Redis is cut in the middle of a session (${client}): nobody is taken for anonymous`, async () => {
		await using scene = await openScene(client, { proxied: true });
		const { proxy } = scene;
		// Within the length of the answer, right behind it, and within the session.
		for (const answerBytes of [0, 2, 6, 60]) {
			const cut = proxy.failOnce({ answerBytes });
			const { code, value } = await outcomeOf(scene.ann.copy(), (session) => session.get('user'));
			await cut;
			assert.ok(
				code === 'SOJOURN_STORE_UNAVAILABLE' || value === 'ann',
				`after ${answerBytes} bytes: ${code ?? value}`,
			);
			await untilBack(scene.ann);
		}
	});

	test(`the connection to Redis is cut in the middle of the answer to a change (${client}): it is made once, and fails visibly`, async () => {
		await using scene = await openScene(client, { proxied: true });
		const { proxy } = scene;
		const addOne: Visit = (session) => session.update('count', (count) => (count ?? 0) + 1);
		for (const [index, answerBytes] of [0, 2, 4, 6].entries()) {
			let cut = Promise.resolve();
			const begin = async (): Promise<void> => {
				cut = proxy.failOnce({ answerBytes });
			};
			const { code } = await outcomeOf(scene.ann.copy(), after(begin, addOne));
			await cut;
			assert.equal(code, 'SOJOURN_STORE_UNAVAILABLE', `after ${answerBytes} bytes`);
			await untilBack(scene.ann);
			assert.equal(await scene.ann.copy().visit((session) => session.get('count')), index + 1);
		}
	});

	test(`a change is lost on the way to Redis (${client}): it fails, and is not made later`, async () => {
		await using scene = await openScene(client, { proxied: true });
		const { proxy } = scene;
		const keysBefore = await scene.countKeys();
		for (const [name, change] of Object.entries(changes)) {
			let lost = Promise.resolve();
			const begin = async (): Promise<void> => {
				lost = proxy.failOnce('lose the request');
			};
			const { code } = await outcomeOf(scene.ann.copy(), after(begin, change));
			await lost;
			assert.equal(code, 'SOJOURN_STORE_UNAVAILABLE', name);
			await untilBack(scene.ann);
			assert.deepEqual(await scene.ann.copy().visit((session) => session.keys()), ['user'], name);
		}
		assert.equal(await scene.countKeys(), keysBefore);
	});
}

test('a connection of the client of deno.land/x/redis (stand-in) ends without a word: the next request has another one', async () => {
	await using scene = await openScene('deno.land/x/redis (stand-in)', { proxied: true });
	scene.proxy.forgetConnections();
	assert.equal((await outcomeOf(scene.ann.copy(), store('late'))).code, 'SOJOURN_STORE_UNAVAILABLE');
	assert.equal((await outcomeOf(scene.ann.copy(), store('after'))).code, null);
	assert.deepEqual((await scene.ann.visit((session) => session.keys())).sort(), ['after', 'user']);
});
