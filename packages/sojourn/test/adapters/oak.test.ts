import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Application, type Context } from '@oakserver/oak';
import { listen } from '../../../../test/hosts/oak/listen.ts';
import { oakSession } from '../../src/adapters/oak.ts';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { testAdapter } from '../../src/testing/adapter.ts';
import { Browser } from '../../src/testing/browser.ts';
import { oakSubject } from './oak-application.ts';
import { testOak } from './oak-cases.ts';
import { SocketServer } from './oak-socket-server.ts';

/** What Oak's package takes as a response on Node. */
const { Response: OakResponse } = createRequire(import.meta.resolve('@oakserver/oak'))('undici') as {
	readonly Response: new (body: string | null, init: { readonly headers: [string, string][] }) => OakAnswer;
};
/** What `response.with` takes, whose type is that of another version of the same class. */
type OakAnswer = Parameters<Context['response']['with']>[0] & { readonly headers: Headers };

testAdapter(test, oakSubject, memoryStore);
testOak(test);

test('Oak: what was set is stored, and its cookie sent, before the headers of an event stream (Bun, where Oak can send one)', () => {
	const program = fileURLToPath(new URL('oak-event-stream.ts', import.meta.url));
	const { status, stdout, stderr } = spawnSync('bun', ['run', program], { encoding: 'utf8', timeout: 60_000 });
	assert.equal(status, 0, stderr);
	assert.deepEqual(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''), {
		whileOpen: { before: 1 },
		afterwards: { before: 1, after: 2 },
	});
});

test('Oak: once a socket is open a change that needs a cookie is refused, and any other is stored', async () => {
	const sessions = createSessions({ store: memoryStore(), secret: false, cookie: { secure: false } });
	const headers = new Headers();
	const known = sessions.open(null);
	await known.set('user', 'ann');
	await sessions.commit(known, headers);
	const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';

	const outcomes: unknown[] = [];
	const app = new Application({ serverConstructor: SocketServer, logErrors: false });
	app.use(oakSession(sessions), async (context) => {
		await context.session.load();
		context.upgrade();
		outcomes.push(
			await context.session.set('said', 'hello').then(
				() => 'stored',
				({ code }) => code,
			),
		);
	});
	await using server = await listen(app);
	for (const header of [{}, { cookie }]) {
		// @ts-expect-error Node lets a program send cookies, as a browser does
		const socket = new WebSocket(server.url.replace('http', 'ws'), { headers: header });
		await once(socket, 'open');
		socket.close();
	}
	assert.deepEqual(outcomes, ['SOJOURN_HEADERS_SENT', 'stored']);
	assert.equal(await sessions.open(cookie).get('said'), 'hello');
});

test('Oak: a response that an application gives everybody carries nobody’s cookie to others, and its body is sent once', async () => {
	const own: [string, string][] = [
		['set-cookie', 'theme=dark'],
		['set-cookie', 'language=en'],
	];
	const [empty, page] = [new OakResponse(null, { headers: own }), new OakResponse('welcome', { headers: own })];
	const sessions = createSessions({ store: memoryStore(), secret: false, cookie: { secure: false } });
	const failures: Error[] = [];
	sessions.on('failed', (error) => failures.push(error));
	const app = new Application({ logErrors: false });
	app.use(oakSession(sessions), async ({ request, response, session }) => {
		const { pathname } = request.url;
		if (pathname.endsWith('/set')) await session.set('user', 'ann');
		response.with(pathname.startsWith('/page') ? page : empty);
	});
	await using server = await listen(app);
	for (const path of ['/set', '/', '/set', '/']) {
		const browser = new Browser(server.url);
		assert.equal((await browser.open(path)).status, 200);
		const names = path === '/set' ? ['theme', 'language', 'session'] : ['theme', 'language'];
		assert.deepEqual([...browser.cookies.keys()], names);
	}
	assert.deepEqual([...empty.headers], own);
	assert.equal(failures.length, 0);

	const statuses: number[] = [];
	for (const path of ['/page', '/page', '/page/set']) {
		statuses.push((await new Browser(server.url).open(path)).status);
	}
	assert.deepEqual(statuses, [200, 500, 500]);
	assert.equal(failures.length, 2, 'what Oak would end the process for is told');
});
