import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Application } from '@oakserver/oak';
import { listen } from '../../../../test/hosts/oak/listen.ts';
import { oakSession } from '../../src/adapters/oak.ts';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { testAdapter } from '../../src/testing/adapter.ts';
import { oakSubject } from './oak-application.ts';
import { testOak } from './oak-cases.ts';
import { SocketServer } from './oak-socket-server.ts';

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
