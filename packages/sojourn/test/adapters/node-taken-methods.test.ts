import { deepEqual, equal } from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import type { Session, UntypedData } from '../../src/index.ts';
import { visitSlowServer } from './slow-server.ts';

type Handler = (response: ServerResponse, session: Session<UntypedData>) => Promise<void>;

async function storeName(session: Session<UntypedData>): Promise<string> {
	await session.set('user', 'ann');
	return 'stored';
}

/** Each takes a method of the answer, then uses the session, and then calls the method. */
const handlers: Readonly<Record<string, Handler>> = {
	async end(response, session) {
		response.end(await storeName(session));
	},
	async write(response, session) {
		response.write(await storeName(session));
		response.end();
	},
	async writeHead(response, session) {
		response.writeHead((await storeName(session)) === 'stored' ? 201 : 500, { 'set-cookie': 'theme=dark' });
		response.end('stored');
	},
};

for (const [method, handler] of Object.entries(handlers)) {
	test(`an answer waits for its session, also when ${method} was taken before the session was used`, () =>
		visitSlowServer(
			(sessions) =>
				nodeSession(sessions, async (request, response, session) => {
					if (request.url === '/set') await handler(response, session);
					else response.end(await session.get('user'));
				}),
			async (ann) => {
				const page = await ann.open('/set', { signal: AbortSignal.timeout(5000) });
				deepEqual([page.status, page.body], [method === 'writeHead' ? 201 : 200, 'stored']);
				equal(page.headers.getSetCookie().length, method === 'writeHead' ? 2 : 1, 'Its cookie leaves with the answer.');
				equal((await ann.open('/get')).body, 'ann', 'What the handler stored was stored before.');
			},
		));
}

test('an answer that fails is a 500, also when its method was taken before the session was used', () =>
	visitSlowServer(
		(sessions) => {
			sessions.on('failed', () => {});
			return nodeSession(sessions, async (_request, response, session) => {
				response.end(await storeName(session));
			});
		},
		async (ann) => {
			const page = await ann.open('/', { signal: AbortSignal.timeout(5000) });
			deepEqual([page.status, page.body], [500, 'Internal Server Error']);
			equal(ann.cookies.size, 0);
		},
		{ delay: null, deadline: 20 },
	));
