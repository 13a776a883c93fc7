import assert from 'node:assert/strict';
import { Application, type Context, Router } from '@oakserver/oak';
import { listen, type RunningOak } from '../../../../test/hosts/oak/listen.ts';
import { destroyOakSession, oakSession } from '../../src/adapters/oak.ts';
import { createSessions, type Sessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Browser } from '../../src/testing/browser.ts';
import type { TestFunction } from '../../src/testing/store.ts';

/** An application that runs until its test ends. */
interface Running extends RunningOak {
	/** A browser that has never been there. */
	browser(): Browser;
}

/** Starts an application, which is stopped when the case is over. */
type Start = (build: (app: Application, sessions: Sessions) => void, secure?: boolean | 'auto') => Promise<Running>;

const start: Start = async (build, secure = false) => {
	const sessions = createSessions({ store: memoryStore(), secret: false, cookie: { secure } });
	const app = new Application({ logErrors: false });
	build(app, sessions);
	const server = await listen(app);
	return { ...server, browser: () => new Browser(server.url) };
};

/** What is particular to Oak, on every runtime; the kit for adapters asks for everything else. */
const cases: Readonly<Record<string, (start: Start) => Promise<void>>> = {
	async 'middleware of a route gives a session to that route alone'(start) {
		const server = await start((app, sessions) => {
			const router = new Router();
			router.get('/counter/:by', oakSession(sessions), async ({ params, response, session }) => {
				response.body = String(await session.update('count', (count) => (count ?? 0) + Number(params.by)));
			});
			router.get('/elsewhere', (context) => {
				context.response.body = String('session' in context);
			});
			app.use(router.routes());
		});
		const ann = server.browser();
		assert.equal((await ann.open('/counter/2')).body, '2');
		assert.equal((await ann.open('/counter/3')).body, '5');
		assert.equal((await ann.open('/elsewhere')).body, 'false');
	},

	async 'when a handler that ended its session throws, the cookie is taken away all the same'(start) {
		const server = await start((app, sessions) => {
			app.use(oakSession(sessions), async ({ request, response, session, throw: fail }) => {
				response.body = '';
				if (request.url.pathname === '/set') return session.set('user', 'ann');
				await session.destroy();
				fail(401);
			});
		});
		const ann = server.browser();
		await ann.open('/set');
		assert.equal(ann.cookies.size, 1);
		assert.equal((await ann.open('/destroy')).status, 401);
		assert.equal(ann.cookies.size, 0);
	},

	async 'a handler that throws stores nothing, also where the application answers its error itself'(start) {
		const server = await start((app, sessions) => {
			app.use(async ({ response }, next) => {
				try {
					await next();
				} catch {
					response.body = 'sorry';
				}
			});
			app.use(oakSession(sessions), async ({ request, response, session }) => {
				response.body = JSON.stringify(await session.all());
				if (request.url.pathname === '/get') return;
				await session.update('updated', () => true);
				await session.set('set', true);
				throw new Error('the handler fails');
			});
		});
		const ann = server.browser();
		assert.equal((await ann.open('/throw')).body, 'sorry');
		assert.equal((await ann.open('/get')).body, '{"updated":true}');
	},

	async 'the sessions of two managers on one request each have a cookie'(start) {
		const others = createSessions({ store: memoryStore(), secret: false, cookie: { secure: false, name: 'other' } });
		const server = await start((app, sessions) => {
			app.use(oakSession(others), async ({ session }, next) => {
				await session.set('user', 'ann');
				await next();
			});
			app.use(oakSession(sessions), async ({ cookies, response, session }) => {
				await session.set('user', 'bob');
				await cookies.set('own', 'of the application');
				response.body = 'both';
			});
		});
		const ann = server.browser();
		assert.equal((await ann.open('/')).body, 'both');
		assert.deepEqual([...ann.cookies.keys()].sort(), ['other', 'own', 'session']);
		assert.equal(await others.open(`other=${ann.cookies.get('other')}`).get('user'), 'ann');
	},

	async 'what is pending when a handler in the middleware of its route throws is not stored by that around it'(start) {
		const server = await start((app, sessions) => {
			app.use(oakSession(sessions), async ({ response, session }, next) => {
				await next().catch(() => session.set('caught', true));
				response.body = JSON.stringify(await session.all());
			});
			app.use(oakSession(sessions), async ({ request, session }) => {
				if (request.url.pathname === '/get') return;
				await session.set('set', true);
				throw new Error('the handler fails');
			});
		});
		const ann = server.browser();
		assert.equal((await ann.open('/throw')).body, '{"caught":true}');
		assert.equal((await ann.open('/get')).body, '{"caught":true}');
	},

	async 'a response given with response.with carries the cookie, and keeps what it says of caches'(start) {
		const server = await start((app, sessions) => {
			app.use(oakSession(sessions), async ({ request, response, session }) => {
				if (request.url.pathname === '/set') await session.set('user', 'ann');
				const user = String(await session.get('user'));
				response.with(user, { status: 202, headers: { 'x-application': 'yes', 'cache-control': 'max-age=60' } });
			});
		});
		const ann = server.browser();
		const set = await ann.open('/set');
		assert.deepEqual([set.status, set.body, set.headers.get('x-application')], [202, 'ann', 'yes']);
		assert.equal(set.headers.get('cache-control'), 'no-store');
		const read = await ann.open('/get');
		assert.deepEqual([read.body, read.headers.get('cache-control')], ['ann', 'max-age=60']);
	},

	async 'where the session cannot be stored, the cookie of what was stored before leaves with the failure'(start) {
		const server = await start((app, sessions) => {
			app.use(oakSession(sessions), async ({ request, response, session }) => {
				const { pathname } = request.url;
				if (pathname === '/get') response.body = String(await session.get('visits'));
				else {
					await session.set('user', 'ann');
					await session.save();
					await session.regenerate();
					await session.save();
					await session.update('visits', () => 1);
					await session.set('first', 'x'.repeat(200_000));
					await session.set('second', 'x'.repeat(200_000));
					if (pathname === '/given') response.with('welcome');
				}
			});
		});
		for (const path of ['/', '/given']) {
			const ann = server.browser();
			const { status, body } = await ann.open(path);
			assert.deepEqual([status, body === 'welcome'], [500, false]);
			assert.equal((await ann.open('/get')).body, '1');
		}
	},

	async 'headers that an application gives all its answers carry nobody’s cookie to others'(start) {
		const common = new Headers({ 'x-frame-options': 'DENY' });
		const server = await start((app, sessions) => {
			app.use(oakSession(sessions), async ({ request, response, session }) => {
				response.headers = common;
				if (request.url.pathname === '/set') await session.set('user', 'ann');
				response.body = 'welcome';
			});
		});
		const [ann, bob] = [server.browser(), server.browser()];
		await ann.open('/set');
		await bob.open('/');
		assert.deepEqual([ann.cookies.size, bob.cookies.size], [1, 0]);
		assert.equal(common.get('set-cookie'), null);
	},

	async 'a response given with response.with does not leave when the session cannot be stored'(start) {
		const server = await start((app, sessions) => {
			app.use(oakSession(sessions), async ({ request, response, session }) => {
				await session.get('user');
				if (request.url.pathname === '/late') await ann.copy().open('/end');
				if (request.url.pathname === '/end') await session.destroy();
				else await session.set('user', 'ann');
				response.with('welcome');
			});
		});
		const ann = server.browser();
		await ann.open('/set');
		const page = await ann.open('/late');
		assert.deepEqual([page.status, page.body], [409, '']);
	},

	async 'what is changed once a response was given is stored with it, or it does not leave'(start) {
		const server = await start((app, sessions) => {
			app.use(async (context, next) => {
				await next();
				const { pathname } = context.request.url;
				if (pathname === '/change' || pathname === '/late') await context.session.set('changed', true);
				if (pathname === '/late') await ann.copy().open('/end');
			});
			app.use(oakSession(sessions), async ({ request, response, session }) => {
				if (request.url.pathname === '/set') await session.set('user', 'ann');
				if (request.url.pathname === '/end') await session.destroy();
				response.with(JSON.stringify(await session.all()));
			});
		});
		const ann = server.browser();
		await ann.open('/set');
		await ann.open('/change');
		assert.equal((await ann.open('/get')).body, '{"user":"ann","changed":true}');
		const page = await ann.open('/late');
		assert.deepEqual([page.status, page.body], [409, '']);
	},

	async 'destroyOakSession ends the session and takes its cookie away, where there is no middleware and where there is'(
		start,
	) {
		const server = await start((app, sessions) => {
			const router = new Router();
			router.get('/set', oakSession(sessions), ({ response, session }) => {
				response.body = '';
				return session.set('user', 'ann');
			});
			const signOut = async (context: Context): Promise<void> => {
				context.response.headers.append('set-cookie', 'theme=dark');
				await destroyOakSession(sessions, context);
				context.response.redirect('/');
			};
			router.get('/without', signOut);
			router.get('/with', oakSession(sessions), signOut);
			router.get('/get', oakSession(sessions), async ({ response, session }) => {
				response.body = String(await session.get('user'));
			});
			app.use(router.routes());
		});
		for (const path of ['/without', '/with']) {
			const ann = server.browser();
			await ann.open('/set');
			const copy = ann.copy();
			assert.equal((await ann.open(path)).status, 302);
			assert.deepEqual([...ann.cookies.keys()], ['theme'], path);
			assert.equal((await copy.open('/get')).body, 'null', path);
			assert.equal((await server.browser().open(path)).status, 302, 'Without a session there is nothing to end.');
		}
	},

	async 'with secure: auto the cookie follows what a proxy says of the request'(start) {
		const server = await start((app, sessions) => {
			app.use(oakSession(sessions), ({ response, session }) => {
				response.body = '';
				return session.set('user', 'ann');
			});
		}, 'auto');
		const ann = server.browser();
		await ann.open('/');
		assert.deepEqual([...ann.cookies.keys()], ['session']);
		const eve = server.browser();
		await eve.open('/', { headers: { 'x-forwarded-proto': 'https' } });
		assert.deepEqual([...eve.cookies.keys()], ['__Host-session']);
	},

	async 'a request that the application is handed without a server has its session too'() {
		const sessions = createSessions({ store: memoryStore(), secret: false });
		const app = new Application();
		app.use(oakSession(sessions), async ({ response, session }) => {
			response.body = String(await session.update('visits', (visits) => (visits ?? 0) + 1));
		});
		// Its package on npm names the types of another `fetch`.
		const handle = app.handle as unknown as (request: Request) => Promise<Response>;
		const first = await handle(new Request('https://127.0.0.1/'));
		const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
		const second = await handle(new Request('https://127.0.0.1/', { headers: { cookie } }));
		assert.equal(await second.text(), '2');
	},
};

/** Registers a test for each. */
export function testOak(test: TestFunction): void {
	for (const [name, run] of Object.entries(cases)) test(`Oak: ${name}`, () => runCase(run));
}

/** Without `using`, which Node 22 does not know. */
async function runCase(run: (start: Start) => Promise<void>): Promise<void> {
	const running: Running[] = [];
	try {
		await run(async (...application) => {
			const server = await start(...application);
			running.push(server);
			return server;
		});
	} finally {
		for (const server of running) await server.close();
	}
}
