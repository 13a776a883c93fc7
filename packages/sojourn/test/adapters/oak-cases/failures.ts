import assert from 'node:assert/strict';
import { oakSession } from '../../../src/adapters/oak.ts';
import type { OakCases } from './run.ts';

/** What a handler that throws, or a store that fails, leaves of a session and its cookie. */
export const failureCases: OakCases = {
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
};
