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

test('a handler that answers for one that threw stores nothing of what that one had pending', async () => {
	const sessions = createSessions({ store: memoryStore(), secret: 'a secret for tests, long enough to be one' });
	const pay = sessions.handle(async (_, session) => {
		await session.update('tries', (tries) => (tries ?? 0) + 1);
		await session.set('paid', true);
		await session.identify('ann');
		throw new Error('The payment was refused.');
	});
	const apologize = sessions.handle(async (_, session) => {
		await session.set('message', 'It was refused.');
		return new Response('Sorry.', { status: 500 });
	});
	const request = new Request('https://example.test/');
	const answer = await pay(request).catch(() => apologize(request));
	const [cookie = ''] = answer.headers.getSetCookie();
	const session = sessions.open(cookie.split(';')[0] ?? '');
	assert.deepEqual(await session.all(), { tries: 1, message: 'It was refused.' });
	assert.equal(session.subject, null);
	await sessions.close();
});
