// Prints what a session holds while its event stream is open, and afterwards. For a runtime on which Oak can send one.
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { Application } from '@oakserver/oak';
import { listen } from '../../../../test/hosts/oak/listen.ts';
import { oakSession } from '../../src/adapters/oak.ts';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/memory.ts';
import { Browser } from '../../src/testing/browser.ts';

const { promise: seen, resolve: see } = Promise.withResolvers<void>();
const sessions = createSessions({ store: memoryStore(), secret: false, cookie: { secure: false } });
const app = new Application();
app.use(oakSession(sessions), async (context) => {
	const { request, response, session } = context;
	if (request.url.pathname === '/held') {
		response.body = await session.all();
		return;
	}
	await session.set('before', 1);
	const events = await context.sendEvents();
	// Bun keeps the headers until there is something to send after them.
	events.dispatchComment('open');
	await seen;
	await session.set('after', 2);
	await events.close();
});

const { url } = await listen(app);
const ann = new Browser(url);
const stream = ann.open('/events');
// Its headers are there while it goes on.
while (ann.cookies.size === 0) await setTimeout(5);
const held = async (): Promise<unknown> => JSON.parse((await ann.open('/held')).body);
const whileOpen = await held();
see();
await stream;
console.log(JSON.stringify({ whileOpen, afterwards: await held() }));
process.exit();
