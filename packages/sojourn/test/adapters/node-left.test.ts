import { equal } from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import connect from 'connect';
import { nodeSession, nodeSessionErrors } from '../../src/adapters/node.ts';
import { createSessions, type Session, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Browser } from '../../src/testing/browser.ts';
import { secret } from '../support/secret.ts';
import { listen } from './node-server.ts';

for (const throws of [false, true]) {
	const title = throws
		? 'of a handler that threw nothing is stored, also when its visitor leaves before the error page'
		: 'what a handler has changed is stored when its visitor leaves before the answer';
	test(title, async () => {
		const sessions = createSessions<UntypedData>({
			store: memoryStore(),
			secret,
			cookie: { secure: false },
		});
		const leaving = new AbortController();
		const left = Promise.withResolvers<void>();
		/** The visitor leaves while the answer is still being thought about. */
		const leave = async (response: ServerResponse): Promise<void> => {
			const closed = once(response, 'close');
			leaving.abort();
			await closed;
			left.resolve();
		};
		const app = connect();
		app.use(nodeSession(sessions));
		app.use((request, response, next) => {
			const session = request.session as Session<UntypedData>;
			const handle = async (): Promise<void> => {
				if (request.url === '/get') {
					response.end(String(await session.get('path')));
					return;
				}
				await session.set('path', request.url);
				if (request.url !== '/leave') response.end();
				else if (throws) throw new Error('the handler fails');
				else {
					await leave(response);
					response.end();
				}
			};
			handle().catch(next);
		});
		app.use(nodeSessionErrors);
		app.use((_error: unknown, _request: unknown, response: ServerResponse, _next: unknown) => {
			leave(response).catch(left.reject);
		});
		const server = await listen(app);
		try {
			const ann = new Browser(server.url);
			await ann.open('/set');
			await ann.open('/leave', { signal: leaving.signal }).catch(() => {});
			await left.promise;
			equal((await ann.open('/get')).body, throws ? '/set' : '/leave');
		} finally {
			await server.close();
			await sessions.close();
		}
	});
}
