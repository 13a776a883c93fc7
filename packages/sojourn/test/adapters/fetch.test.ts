import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { testAdapter } from '../../src/testing/adapter.ts';
import { fetchSubject } from './fetch-application.ts';
import { serveOnNode } from './fetch-server.ts';

testAdapter(test, fetchSubject(serveOnNode), memoryStore);

test('an answer that an application keeps for everybody carries nobody’s cookie to others', async () => {
	const sessions = createSessions({
		store: memoryStore(),
		secret: 'a secret for tests, long enough to be one',
		cookie: { secure: false },
	});
	const home = new Response(null, { status: 303, headers: { location: '/' } });
	const answer = sessions.handle(async (request, session) => {
		const user = new URL(request.url).searchParams.get('user');
		if (user !== null) await session.set('user', user);
		return home;
	});
	const server = await serveOnNode(answer);
	try {
		const open = (path: string): Promise<Response> => fetch(`${server.url}${path}`, { redirect: 'manual' });
		for (const user of ['ann', 'bob']) {
			const { status, headers } = await open(`/?user=${user}`);
			assert.deepEqual([status, headers.get('location'), headers.getSetCookie().length], [303, '/', 1]);
			const [cookie = ''] = headers.getSetCookie();
			assert.equal(await sessions.open(cookie.split(';')[0] ?? '').get('user'), user);
		}
		assert.deepEqual((await open('/')).headers.getSetCookie(), []);
		assert.deepEqual([...home.headers], [['location', '/']]);
	} finally {
		await server.close();
		await sessions.close();
	}
});
