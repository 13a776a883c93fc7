import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';
import { listen } from './node-server.ts';

test('the answer to a request whose session is not asked is given nothing and waits for nothing', async () => {
	const sessions = createSessions({ store: memoryStore(), secret });
	const listeners: number[] = [];
	const server = await listen((request, response) => {
		const before = response.listenerCount('close');
		nodeSession(sessions, async (_request, _response, session) => {
			if (request.url === '/asked') await session.get('user');
			listeners.push(response.listenerCount('close') - before);
			response.end();
		})(request, response);
	});
	try {
		const untouched = await fetch(`${server.url}/untouched`);
		deepEqual(
			[...untouched.headers.keys()].toSorted(),
			['connection', 'content-length', 'date', 'keep-alive'],
			'No header is added.',
		);
		equal((await fetch(`${server.url}/asked`)).headers.get('vary'), 'Cookie');
	} finally {
		await server.close();
	}
	deepEqual(listeners, [0, 1], 'Nothing is listened for before something is asked.');
});
