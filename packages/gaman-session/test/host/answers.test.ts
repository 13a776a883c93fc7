// That what is stored is stored before any answer, and a failure becomes the answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { session } from '@gaman/session';
import {
	type Context,
	defineMiddleware,
	defineRoutes,
	Response,
	type Routes,
} from '../../../../test/hosts/gaman/index.ts';
import { serve, serveBlock } from '../../../../test/hosts/gaman/serve.ts';
import { fail, fullStore, memory, other, routes } from '../support/host-parts.ts';
import { secret } from '../support/secret.ts';
import { Visitor } from '../support/visitor.ts';

test('what is stored reaches the store and the visitor with every answer: 200, 404, 500, an error handler, no answer at all', async (test) => {
	const answers: Routes = {
		'/ok': () => Response.text('ok'),
		'/missing': () => new Response(undefined, { status: 404 }),
		'/failed': () => new Response(undefined, { status: 500 }),
		'/redirect': () => Response.redirect('/get'),
		'/object': () => ({ status: 'stored' }),
		'/thrown': fail,
		'/handled': fail,
	};
	const storing = defineMiddleware(async (ctx: Context) => {
		if (ctx.request.pathname !== '/get') await ctx.session.set('path', ctx.request.pathname);
	});
	const { url } = await serveBlock(test, memory, {
		includes: [storing],
		error: (_, ctx) => (ctx.request.pathname === '/handled' ? Response.text('handled', { status: 400 }) : undefined),
		routes: [
			defineRoutes(() => ({
				'/get': async (ctx: Context) => Response.json(await ctx.session.get('path')),
				...answers,
			})),
		],
	});
	for (const [path, status] of [
		['/ok', 200],
		['/missing', 404],
		['/failed', 500],
		['/redirect', 302],
		['/object', 200],
		['/thrown', 500],
		['/handled', 400],
		['/nowhere', 404],
	] as const) {
		const ann = new Visitor(url);
		assert.equal((await ann.open(path)).status, status);
		assert.equal((await ann.open('/get')).json(), path);
	}
});

test('an error handler of a block can store something too', async (test) => {
	const { url } = await serveBlock(test, memory, {
		error: async (error, ctx) => {
			await ctx.session.flash('message', error.message);
			return Response.redirect('/message');
		},
		routes: [
			defineRoutes(() => ({
				'/throw': fail,
				'/message': async (ctx: Context) => Response.json(await ctx.session.get('message')),
			})),
		],
	});
	const ann = new Visitor(url);
	assert.equal((await ann.open('/throw')).status, 302);
	assert.equal((await ann.open('/message')).json(), 'the handler fails');
	assert.equal((await ann.open('/message')).json(), null);
});

test('a session that cannot be stored turns the answer into an empty 500, of whatever class the answer was', async (test) => {
	class Greeting extends Response {
		constructor(name: string) {
			super(`Hello ${name}`, { headers: { 'X-Greeting': 'yes', 'Cache-Control': 'public' } });
		}
	}
	const failures: unknown[] = [];
	const { url } = await serve(test, session({ store: fullStore, secret }), {
		'/*': async (ctx: Context) => {
			ctx.sessions.on('failed', (error) => failures.push(error));
			if (ctx.request.pathname === '/public') ctx.headers.set('Cache-Control', 'public');
			await ctx.session.set('user', 'ann');
			return new Greeting('ann');
		},
	});
	for (const path of ['/', '/public']) {
		const ann = new Visitor(url);
		const page = await ann.open(path);
		assert.deepEqual([page.status, page.body, ann.cookieNames], [500, '', []]);
		assert.equal(page.headers.get('x-greeting'), null);
		assert.equal(page.headers.get('cache-control'), 'no-store');
	}
	assert.ok(failures.length > 0, 'and the application is told of it');
});

test('a session that was ended meanwhile turns the answer into an empty 409', async (test) => {
	const { url } = await serve(test, memory, {
		...routes,
		'/late': async (ctx: Context) => {
			await ctx.session.set('user', 'eve');
			await ann.copy().open('/sign-out');
			return Response.text('stored');
		},
		'/sign-out': async (ctx: Context) => {
			await ctx.session.destroy();
			return Response.text('signed out');
		},
	});
	const ann = new Visitor(url);
	await ann.open('/set');
	const page = await ann.open('/late');
	assert.deepEqual([page.status, page.body], [409, '']);
	assert.equal((await ann.open('/get')).json(), null);
});

test('it never fails itself where a session cannot be stored, whatever else fails', async (test) => {
	const failing = other({ priority: 'very-low', onRequest: () => Promise.reject(new Error('the integration fails')) });
	const touching = other({ onRequest: async (ctx) => void (await ctx.session.set('user', 'ann')) });
	const { url } = await serve(test, [session({ store: fullStore, secret }), touching, failing], {});
	for (const _ of [1, 2]) assert.equal((await new Visitor(url).open('/')).status, 500);
});

test('where the session cannot be stored, the cookie of what was stored before leaves with the failure', async (test) => {
	const { url } = await serve(test, memory, {
		'/begin': async (ctx: Context) => {
			await ctx.session.update('visits', () => 1);
			for (const key of ['first', 'second']) await ctx.session.set(key, 'x'.repeat(200_000));
			return Response.text('begun');
		},
		'/get': async (ctx: Context) => Response.json(await ctx.session.get('visits')),
	});
	const ann = new Visitor(url);
	assert.equal((await ann.open('/begin')).status, 500);
	assert.equal((await ann.open('/get')).json(), 1);
});
