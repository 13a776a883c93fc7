// When the session is there, and who has it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	type Context,
	defineBlock,
	defineMiddleware,
	defineRoutes,
	Response,
} from '../../../../test/hosts/gaman/index.ts';
import { serve, serveBlock } from '../../../../test/hosts/gaman/serve.ts';
import { memory, other, routes } from '../support/host-parts.ts';
import { Visitor } from '../support/visitor.ts';

test("in a block's includes it works as where it is registered", async (test) => {
	const { url } = await serveBlock(test, [], { includes: [memory], routes: [defineRoutes(() => routes)] });
	const ann = new Visitor(url);
	await ann.open('/set');
	assert.equal((await ann.open('/get')).json(), 'ann');
});

test('middlewares and blocks within a block have the session of the request', async (test) => {
	const seen: unknown[] = [];
	const includes = [
		defineMiddleware(async (ctx: Context) => {
			seen.push(ctx.session);
			await ctx.session.set('user', 'ann');
		}),
		defineBlock({
			path: '/inner',
			routes: [
				defineRoutes(() => ({
					'/get': async (ctx: Context) => {
						seen.push(ctx.session);
						return Response.json(await ctx.session.get('user'));
					},
				})),
			],
		}),
	];
	const { url } = await serveBlock(test, memory, { includes });
	assert.equal((await new Visitor(url).open('/inner/get')).json(), 'ann');
	assert.equal(seen[0], seen[1]);
});

test('an answer that comes before there is a session goes out as it is', async (test) => {
	const early = other({ priority: 'very-high', onRequest: () => Response.text('closed', { status: 503 }) });
	const first = await serve(test, [early, memory], routes);
	const page = await new Visitor(first.url).open('/get');
	assert.deepEqual([page.status, page.body], [503, 'closed']);

	const block = { priority: 'very-high', routes: [defineRoutes(() => ({ '/': () => 'early' }))] } as const;
	const second = await serveBlock(test, memory, block);
	assert.equal((await new Visitor(second.url).open('/')).body, 'early');
});

test('the session has all that sessions have elsewhere', async (test) => {
	const { url } = await serve(test, memory, {
		'/sign-in': async (ctx: Context) => {
			await ctx.session.identify('ann');
			return Response.json(await ctx.session.update('visits', (visits) => (visits ?? 0) + 1));
		},
		'/devices': async (ctx: Context) => Response.json((await ctx.sessions.list('ann')).length),
		'/end-others': async (ctx: Context) => {
			await ctx.session.load();
			return Response.json(await ctx.sessions.revokeAll('ann', { except: ctx.session.id }));
		},
	});
	const [phone, laptop] = [new Visitor(url), new Visitor(url)];
	assert.equal((await phone.open('/sign-in')).json(), 1);
	assert.equal((await laptop.open('/sign-in')).json(), 1);
	assert.equal((await phone.open('/sign-in')).json(), 2);
	assert.equal((await phone.open('/devices')).json(), 2);
	assert.equal((await phone.open('/end-others')).json(), 1);
	assert.equal((await phone.open('/devices')).json(), 1);
	assert.equal((await laptop.open('/sign-in')).json(), 1, 'it was signed out');
});
