// Changes after the answer has begun, or with nobody there to read it.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { type Context, Response } from '../../../../test/hosts/gaman/index.ts';
import { serve } from '../../../../test/hosts/gaman/serve.ts';
import { memory, other, routes } from '../support/host-parts.ts';
import { Visitor } from '../support/visitor.ts';

test('what a handler changes after the answer has left is told to the application, and not kept for another request', async (test) => {
	const told = Promise.withResolvers<void>();
	const { url } = await serve(test, memory, {
		...routes,
		'/stream': async (ctx: Context) => {
			ctx.sessions.on('unsaved', () => told.resolve());
			await ctx.session.get('user');
			const pieces = async function* (): AsyncGenerator<string> {
				yield 'first ';
				await ctx.session.set('user', 'too late');
				yield 'second';
			};
			return Response.stream(Readable.from(pieces()));
		},
	});
	const ann = new Visitor(url);
	await ann.open('/set');
	assert.equal((await ann.open('/stream')).body, 'first second');
	await told.promise;
	assert.equal((await ann.open('/get')).json(), 'ann');
});

test('a visitor who went away before the answer has changed the session all the same, and nothing is unsaved', async (test) => {
	const arrived = Promise.withResolvers<void>();
	const left = Promise.withResolvers<void>();
	const answered = Promise.withResolvers<void>();
	let unsaved = 0;
	const last = other({
		priority: 'very-low',
		onResponse: (_, response) => {
			answered.resolve();
			return response;
		},
	});
	const { url } = await serve(test, [memory, last], {
		...routes,
		'/slow': async (ctx: Context) => {
			ctx.sessions.on('unsaved', () => {
				unsaved += 1;
			});
			await ctx.session.set('user', 'changed');
			arrived.resolve();
			await left.promise;
			return Response.text('nobody reads it');
		},
	});
	const ann = new Visitor(url);
	await ann.open('/set');
	const [cookie = ''] = ann.cookieValues;
	const leaving = request(`${url}/slow`, { headers: { cookie: `__Host-session=${cookie}` } });
	const gone = new Promise((resolve) => leaving.on('error', () => {}).on('close', resolve));
	leaving.end();
	await arrived.promise;
	leaving.destroy();
	await gone;
	left.resolve();
	await answered.promise;
	assert.equal((await ann.open('/get')).json(), 'changed');
	assert.equal(unsaved, 0);
});
