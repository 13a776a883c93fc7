import assert from 'node:assert/strict';
import { Application, type Context, Router } from '@oakserver/oak';
import { destroyOakSession, oakSession } from '../../../src/adapters/oak.ts';
import { createSessions } from '../../../src/index.ts';
import { memoryStore } from '../../../src/stores/memory.ts';
import type { OakCases } from './run.ts';

/** What the middleware gives to which request. */
export const middlewareCases: OakCases = {
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
