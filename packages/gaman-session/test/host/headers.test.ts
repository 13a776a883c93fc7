// Cookies and headers beside those of the session.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Context, Response } from '../../../../test/hosts/gaman/index.ts';
import { serve } from '../../../../test/hosts/gaman/serve.ts';
import { memory, routes } from '../support/host-parts.ts';
import { Visitor } from '../support/visitor.ts';

test("the application's own cookies stay, set in either way", async (test) => {
	const own = ['theme=a%20b; Path=/; SameSite=Lax', 'token=abc=/+; Max-Age=60; Path=/', 'old=; Max-Age=0; Path=/'];
	const { url } = await serve(test, memory, {
		'/header': async (ctx: Context) => {
			await ctx.session.set('user', 'ann');
			return Response.text('stored', { headers: { 'Set-Cookie': own } });
		},
		'/context': async (ctx: Context) => {
			await ctx.session.set('user', 'ann');
			ctx.cookies.set('language', 'en', { path: '/' });
			return Response.text('stored', { headers: { 'Set-Cookie': own[0] ?? '' } });
		},
		'/both': async (ctx: Context) => {
			await ctx.session.set('user', 'ann');
			ctx.headers.set('Set-Cookie', own);
			return Response.text('stored');
		},
		'/odd': async (ctx: Context) => {
			await ctx.session.set('user', 'ann');
			return Response.text('stored', { headers: { 'Set-Cookie': ['a name=1', '', 'a=b c', 'b=2'] } });
		},
	});
	for (const path of ['/header', '/both']) {
		const lines = (await new Visitor(url).open(path)).headers.getSetCookie();
		assert.deepEqual(lines.slice(0, 2), ['theme=a%20b; Path=/; SameSite=Lax', 'token=abc=/+; Max-Age=60; Path=/']);
		assert.match(lines[2] ?? '', /^old=.*Expires=Thu, 01 Jan 1970/);
		assert.match(lines[3] ?? '', /^__Host-session=/);
	}
	const ann = new Visitor(url);
	await ann.open('/context');
	assert.deepEqual(ann.cookieNames.toSorted(), ['__Host-session', 'language', 'theme']);
	const odd = await new Visitor(url).open('/odd');
	assert.equal(odd.status, 200);
	assert.match(odd.headers.getSetCookie().join(), /b=2.*__Host-session=/);
});

test('headers that a handler sets on the context are kept, as far as caches allow it', async (test) => {
	const { url } = await serve(test, memory, {
		'/:what': async (ctx: Context) => {
			ctx.headers.set('Vary', 'Accept');
			ctx.headers.set('Cache-Control', 'private, max-age=60');
			if (ctx.params.what === 'set') await ctx.session.set('user', 'ann');
			if (ctx.params.what === 'get') await ctx.session.get('user');
			return Response.text('done');
		},
	});
	const ann = new Visitor(url);
	const headersOf = async (path: string): Promise<unknown[]> => {
		const { headers } = await ann.open(path, { headers: { 'cache-control': 'max-age=0', vary: 'nothing' } });
		return [headers.get('vary'), headers.get('cache-control')];
	};
	assert.deepEqual(await headersOf('/none'), ['Accept', 'private, max-age=60']);
	assert.deepEqual(await headersOf('/get'), ['Accept, Cookie', 'private, max-age=60']);
	assert.deepEqual(await headersOf('/set'), ['Accept, Cookie', 'no-store']);
});

test('a malformed cookie, of the session or not, is no error', async (test) => {
	const { url } = await serve(test, memory, routes);
	for (const cookie of ['a=%', '__Host-session=%E0%A4%A', '__Host-session=%', '%=%; =; ;;', '__Host-session']) {
		const page = await new Visitor(url).open('/get', { headers: { cookie } });
		assert.deepEqual([page.status, page.json()], [200, null]);
	}
});
