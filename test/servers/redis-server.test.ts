import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createClient } from 'redis';
import { startRedis } from './redis.ts';

test('a Redis of a test is empty, stops, refuses, and comes back on its port', async () => {
	await using server = await startRedis();
	assert.equal(await server.send('DBSIZE'), 0);
	await server.send('SET', 'key', 'value');
	await server.stop();
	await assert.rejects(server.send('PING'), { code: 'ECONNREFUSED' });
	await server.restart();
	assert.equal(await server.send('GET', 'key'), null);
	await server.kill();
	await assert.rejects(server.send('PING'), { code: 'ECONNREFUSED' });
});

test('a Redis that is frozen answers when it is thawed, and can be killed', async () => {
	await using server = await startRedis();
	const client = await createClient({ url: server.url })
		.on('error', () => {})
		.connect();
	server.freeze();
	const answer = client.sendCommand(['PING']);
	assert.equal(await Promise.race([answer, setTimeout(100, 'nothing')]), 'nothing');
	server.thaw();
	assert.equal(await answer, 'PONG');
	server.freeze();
	await server.kill();
	client.destroy();
});

test('a Redis keeps its keys on the disk when its test says so', async () => {
	await using server = await startRedis({ appendonly: 'yes', appendfsync: 'always' });
	await server.send('SET', 'key', 'value');
	await server.kill();
	await server.restart();
	assert.equal(await server.send('GET', 'key'), 'value');
});

test('two servers of a test have nothing in common', async () => {
	await using one = await startRedis();
	await using other = await startRedis();
	await one.send('SET', 'key', 'value');
	assert.equal(await other.send('GET', 'key'), null);
});
