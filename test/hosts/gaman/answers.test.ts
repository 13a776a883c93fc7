// That the small host does what GamanJS does: with cookies, headers and answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Context, Response, type Routes } from './index.ts';
import { ask, integration, routes } from './test-support.ts';

test('cookies are read from the request when asked for, decoded, and after what the request itself has set', async (test) => {
	const visit = await ask(
		test,
		routes({
			'/:name': (ctx) => {
				const before = ctx.cookies.get(ctx.params.name ?? '')?.value;
				ctx.cookies.set('set', 'b c');
				ctx.cookies.delete('deleted');
				const after = ['set', 'deleted'].map((name) => ctx.cookies.get(name)?.value ?? null);
				return Response.json([before ?? null, ...after]);
			},
		}),
	);
	const cookie = 'a=b%20c; broken=%; deleted=1; set=1';
	assert.deepEqual(await (await visit('/a', { cookie })).json(), ['b c', 'b c', null]);
	assert.deepEqual(await (await visit('/missing', { cookie })).json(), [null, 'b c', null]);
	assert.equal((await visit('/broken', { cookie })).status, 500, 'a malformed % throws');
});

test('set drops what is no string and the empty one, and delete has no Path unless it is told one', async (test) => {
	const visit = await ask(
		test,
		routes({
			'/': (ctx) => {
				for (const value of [1, true, null, {}, '']) ctx.cookies.set('dropped', value, { path: '/' });
				ctx.cookies.set('kept', 'yes', { path: '/', maxAge: 60, httpOnly: true, secure: true, sameSite: 'lax' });
				ctx.cookies.delete('gone');
				ctx.cookies.delete('gone-too', { path: '/', maxAge: 60, secure: true });
				return 'answered';
			},
		}),
	);
	assert.deepEqual((await visit('/')).headers.getSetCookie(), [
		'kept=yes; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
		'gone=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
		'gone-too=deleted; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure',
	]);
});

test('cookies that onResponse sets go out with every answer, and headers of that name on the response are lost', async (test) => {
	const setting = integration({
		onResponse: (ctx) => {
			if (ctx.request.pathname !== '/without') ctx.cookies.set('late', 'yes');
			return undefined as never;
		},
	});
	const handlers: Routes = {
		'/ok': () => Response.text('answered', { headers: { 'Set-Cookie': 'own=yes' } }),
		'/without': () => Response.text('answered', { headers: { 'Set-Cookie': 'own=yes' } }),
		'/throw': () => {
			throw new Error('the handler fails');
		},
	};
	const visit = await ask(test, routes(handlers), setting);
	for (const [path, status, cookie] of [
		['/ok', 200, 'late=yes'],
		['/missing', 404, 'late=yes'],
		['/throw', 500, 'late=yes'],
		['/without', 200, 'own=yes'],
	] as const) {
		const answer = await visit(path);
		assert.deepEqual([answer.status, answer.headers.getSetCookie()], [status, [cookie]]);
	}
});

test('what a handler sets on the headers of the context stands over those of the response', async (test) => {
	const handler = (ctx: Context): Response => {
		ctx.headers.set('X-Set', 'by the context');
		return Response.text('answered', { headers: { 'X-Set': 'by the response', 'X-Other': 'stays' } });
	};
	const visit = await ask(test, routes({ '/': handler }));
	const { headers } = await visit('/', { 'x-request': 'not sent back' });
	assert.deepEqual(
		[headers.get('x-set'), headers.get('x-other'), headers.get('x-request')],
		['by the context', 'stays', null],
	);
});

test('the URL of a request begins with http, whatever a proxy says', async (test) => {
	const visit = await ask(test, routes({ '/': (ctx) => ctx.request.url }));
	assert.match(await (await visit('/', { 'x-forwarded-proto': 'https' })).text(), /^http:\/\/127\.0\.0\.1:\d+\/$/);
});

test('answers are of a class of their own, and text, HTML and objects become such answers', async (test) => {
	const visit = await ask(
		test,
		routes({
			'/json': () => Response.json({ a: 1 }, { status: 201 }),
			'/text': () => 'plain',
			'/html': () => '<p>rich</p>',
			'/object': () => ({ a: 1 }),
			'/global': () => new globalThis.Response('not this one', { status: 201 }),
		}),
	);
	const seen: unknown[] = [];
	for (const path of ['/json', '/text', '/html', '/object', '/global']) {
		const answer = await visit(path);
		seen.push([answer.status, answer.headers.get('content-type'), (await answer.text()).replaceAll(/\s/g, '')]);
	}
	assert.deepEqual(seen, [
		[201, 'application/json', '{"a":1}'],
		[200, 'text/plain', 'plain'],
		[200, 'text/html', '<p>rich</p>'],
		[200, 'application/json', '{"a":1}'],
		[200, 'application/json', '{}'],
	]);
});
