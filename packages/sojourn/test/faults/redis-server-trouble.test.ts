import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'redis';
import { openBy } from '../stores/support/redis-clients.ts';
import { changes, openScene, outcomeOf, store, untilBack } from './support/redis-scene.ts';

for (const client of Object.keys(openBy)) {
	test(`Redis forgets the scripts again and again (${client}): nobody notices`, async () => {
		await using scene = await openScene(client);
		const requests = Array.from({ length: 20 }, async () => {
			await scene.server.send('SCRIPT', 'FLUSH');
			return outcomeOf(scene.ann.copy(), (session) => session.update('count', (count) => (count ?? 0) + 1));
		});
		for (const { code } of await Promise.all(requests)) assert.equal(code, null);
		assert.equal(await scene.ann.visit((session) => session.get('count')), 20);
	});

	test(`Redis is restarted, which forgets the scripts too (${client}): sessions are kept, and go on`, async () => {
		await using scene = await openScene(client);
		await scene.server.stop();
		await scene.server.restart();
		await untilBack(scene.ann);
		assert.equal((await outcomeOf(scene.ann, store('after'))).code, null);
		assert.deepEqual((await scene.ann.visit((session) => session.keys())).sort(), ['after', 'user']);
	});

	test(`the memory of Redis is full (${client}): a change fails visibly, what is there stays, and one can sign out`, async () => {
		await using scene = await openScene(client);
		const { server, ann } = scene;
		const bob = await scene.guest();
		await server.send('CONFIG', 'SET', 'maxmemory-policy', 'noeviction', 'maxmemory', '1');
		assert.equal((await outcomeOf(ann.copy(), store('late'))).code, 'SOJOURN_STORE_UNAVAILABLE');
		const carol = scene.newcomer();
		assert.equal(await carol.statusOf((session) => session.set('user', 'carol')), 500);
		assert.deepEqual(carol.lastCookies, [], 'a session that is not stored has no cookie');
		assert.deepEqual(await ann.visit((session) => session.keys()), ['user']);
		assert.equal((await outcomeOf(bob.copy(), (session) => session.destroy())).code, null);
		assert.equal(await bob.visit((session) => session.get('user')), null, 'a session is ended all the same');

		await server.send('CONFIG', 'SET', 'maxmemory', '0');
		assert.equal((await outcomeOf(ann, store('after'))).code, null);
		assert.deepEqual((await ann.visit((session) => session.keys())).sort(), ['after', 'user']);
	});

	test(`Redis is made a replica (${client}): it is read, changes fail visibly, and all goes on when it is the master again`, async () => {
		await using scene = await openScene(client);
		const { server, ann } = scene;
		// Of a master that it cannot reach: it keeps what it has.
		await server.send('REPLICAOF', '127.0.0.1', '1');
		assert.deepEqual(await ann.visit((session) => session.keys()), ['user']);
		for (const change of Object.values(changes)) {
			assert.equal((await outcomeOf(ann.copy(), change)).code, 'SOJOURN_STORE_UNAVAILABLE');
		}
		await server.send('REPLICAOF', 'NO', 'ONE');
		assert.equal((await outcomeOf(ann, store('after'))).code, null);
		assert.deepEqual((await ann.visit((session) => session.keys())).sort(), ['after', 'user']);
	});

	test(`Redis refuses the connections (${client}): each request fails within its deadline, and all goes on when it takes them`, async () => {
		await using scene = await openScene(client);
		const { server, ann } = scene;
		const admin = await createClient({ url: server.url })
			.on('error', () => {})
			.connect();
		await admin.sendCommand(['CONFIG', 'SET', 'maxclients', '1']);
		await admin.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
		const requests = Array.from({ length: 5 }, () => outcomeOf(ann.copy(), (session) => session.get('user')));
		for (const { code } of await Promise.all(requests)) assert.equal(code, 'SOJOURN_STORE_UNAVAILABLE');
		await admin.sendCommand(['CONFIG', 'SET', 'maxclients', '100']);
		await untilBack(ann);
		admin.destroy();
	});
}
