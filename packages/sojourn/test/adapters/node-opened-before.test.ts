import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import connect from 'connect';
import { nodeSession } from '../../src/adapters/node.ts';
import { createSessions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Browser } from '../../src/testing/browser.ts';
import { secret } from '../support/secret.ts';
import { listen } from './node-server.ts';

for (const asked of [false, true]) {
	test(`what a handler stores is stored when the request was opened before, and ${asked ? 'something' : 'nothing'} was asked of it`, async () => {
		const sessions = createSessions<UntypedData>({
			store: memoryStore(),
			secret,
			cookie: { secure: false },
		});
		const app = connect();
		app.use((request, _response, next) => {
			const session = sessions.open(request);
			if (asked) session.get('user').then(() => next(), next);
			else next();
		});
		app.use(nodeSession(sessions));
		app.use(
			nodeSession(sessions, async (request, response, session) => {
				if (request.url === '/set') await session.set('user', 'ann');
				// The application's own cookie is given where it could replace ours.
				response.writeHead(200, { 'set-cookie': 'theme=dark' });
				response.end(String(await session.get('user')));
			}),
		);
		const server = await listen(app);
		try {
			const ann = new Browser(server.url);
			const page = await ann.open('/set');
			equal(page.headers.getSetCookie().length, 2, 'Its cookie leaves once, beside the application’s own.');
			equal((await ann.open('/get')).body, 'ann');
		} finally {
			await server.close();
			await sessions.close();
		}
	});
}
