import assert from 'node:assert/strict';
import { oakSession } from '../../../src/adapters/oak.ts';
import type { OakCases } from './run.ts';

/** Answers that are given whole, or that several visitors are given. */
export const answerCases: OakCases = {
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
};
