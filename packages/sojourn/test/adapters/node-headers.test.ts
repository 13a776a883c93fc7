import { deepEqual } from 'node:assert/strict';
import type { OutgoingHttpHeader } from 'node:http';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { createSessions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { listen } from './node-server.ts';

/** The forms of lists that `writeHead` of node takes. Its types know only flat ones. */
const lists: Readonly<Record<string, readonly unknown[]>> = {
	'names and values in turn': ['x-first', '1', 'X-Second', 2],
	'a name that comes twice': ['set-cookie', 'a=1', 'x-first', '1', 'Set-Cookie', 'b=2'],
	'several values of one name': ['set-cookie', ['a=1', 'b=2'], 'x-first', '1', 'set-cookie', 'c=3'],
	pairs: [
		['set-cookie', 'a=1'],
		['x-first', '1'],
		['set-cookie', 'b=2'],
	],
	'pairs with several values': [
		['set-cookie', ['a=1', 'b=2']],
		['x-first', ['1']],
	],
	nothing: [],
};

for (const [form, list] of Object.entries(lists)) {
	test(`an answer that waited has the headers that node makes of a list: ${form}`, async () => {
		const sessions = createSessions<UntypedData>({
			store: memoryStore(),
			secret: 'a secret for tests, long enough to be one',
		});
		const server = await listen(
			nodeSession(sessions, async (request, response, session) => {
				if (request.url === '/waits') await session.get('user');
				response.writeHead(200, list as OutgoingHttpHeader[]);
				response.end();
			}),
		);
		try {
			const [waited, passed] = await Promise.all(
				['/waits', '/passes'].map(async (path) => {
					const { status, headers } = await fetch(server.url + path, { signal: AbortSignal.timeout(5000) });
					return [status, headers.getSetCookie(), headers.get('x-first'), headers.get('x-second')];
				}),
			);
			deepEqual(waited, passed);
		} finally {
			await server.close();
			await sessions.close();
		}
	});
}
