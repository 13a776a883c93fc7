import { deepEqual, equal } from 'node:assert/strict';
import { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { listen } from './node-server.ts';

const methods = ['writeHead', 'write', 'end', 'flushHeaders'] as const;

test('the answer to a request whose session is not asked is left as it is', async () => {
	const sessions = createSessions({ store: memoryStore(), secret: 'a secret for tests, long enough to be one' });
	const replaced: string[][] = [];
	const listeners: number[] = [];
	const server = await listen((request, response) => {
		const before = response.listenerCount('close');
		nodeSession(sessions, async (_request, _response, session) => {
			if (request.url === '/asked') await session.get('user');
			replaced.push(methods.filter((method) => response[method] !== ServerResponse.prototype[method]));
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
	deepEqual(replaced, [[], [...methods]], 'No method is replaced before something is asked.');
	deepEqual(listeners, [0, 1], 'Nothing is listened for either.');
});
