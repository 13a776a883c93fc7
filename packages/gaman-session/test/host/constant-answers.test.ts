// Answers that are one constant object for every visitor, on which GamanJS leaves the cookies that it has sent.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { session } from '@gaman/session';
import { memoryStore } from 'sojourn/memory';
import { type Context, Response, type Routes } from '../../../../test/hosts/gaman/index.ts';
import { serve } from '../../../../test/hosts/gaman/serve.ts';
import { memory, other } from '../support/host-parts.ts';
import { secret } from '../support/secret.ts';
import { Visitor } from '../support/visitor.ts';

const own = 'theme=dark; Path=/';

/** Handlers that all answer with the same object. */
function constantRoutes(): Routes {
	const done = Response.text('done', { headers: { 'Set-Cookie': own } });
	return {
		'/sign-in': async (ctx: Context) => {
			await ctx.session.identify('ann');
			await ctx.session.set('notes', 'n'.repeat(5000));
			return done;
		},
		'/sign-out': async (ctx: Context) => {
			await ctx.session.destroy();
			return done;
		},
		'/plain': () => done,
		'/read': async (ctx: Context) => {
			await ctx.session.get('notes');
			return done;
		},
		'/write': async (ctx: Context) => {
			await ctx.session.set('seen', true);
			return done;
		},
		'/who': async (ctx: Context) => {
			await ctx.session.load();
			return Response.json(ctx.session.subject);
		},
	};
}

test("a visitor is never sent another one's session with a constant answer, and the application's own cookie always", async (test) => {
	for (const secure of [true, false]) {
		for (const driver of [{ type: 'memory' }, { type: 'cookies' }] as const) {
			const { url } = await serve(test, session({ driver, secret, secure }), constantRoutes());
			for (const path of ['/plain', '/read', '/write']) {
				const ann = new Visitor(url);
				const signedIn = await ann.open('/sign-in');
				assert.equal(signedIn.headers.getSetCookie()[0], own);
				const eve = new Visitor(url);
				const page = await eve.open(path);
				assert.equal(page.headers.getSetCookie()[0], own);
				assert.deepEqual(
					[page.headers.getSetCookie().length, eve.cookieNames.length],
					path === '/write' ? [2, 2] : [1, 1],
				);
				assert.deepEqual(
					eve.cookieValues.filter((value) => value !== 'dark' && ann.cookieValues.includes(value)),
					[],
				);
				assert.equal((await eve.open('/who')).json(), null);
				assert.equal((await ann.open('/who')).json(), 'ann');
			}
		}
	}
});

test("one visitor's sign-out with a constant answer signs out no other", async (test) => {
	const { url } = await serve(test, memory, constantRoutes());
	const [ann, eve] = [new Visitor(url), new Visitor(url)];
	for (const path of ['/plain', '/read', '/write']) {
		for (const visitor of [ann, eve]) await visitor.open('/sign-in');
		await eve.open('/sign-out');
		await ann.open(path);
		assert.equal((await ann.open('/who')).json(), 'ann');
	}
});

test('a visitor whose session is being stored while another one is answered is sent nothing of the other', async (test) => {
	for (const isNew of [true, false]) {
		const storing = Promise.withResolvers<void>();
		const answered = Promise.withResolvers<void>();
		const store = memoryStore();
		const { url } = await serve(test, session({ store, secret, secure: 'auto' }), constantRoutes());
		const [ann, eve] = [new Visitor(url), new Visitor(url)];
		const throughProxy = { headers: { 'x-forwarded-proto': 'https' } };
		await ann.open('/sign-in', throughProxy);
		if (!isNew) await eve.open('/write');

		const method = isNew ? 'create' : 'replace';
		const original: (...parameters: never[]) => unknown = store[method].bind(store);
		const waiting = async (...parameters: never[]): Promise<unknown> => {
			storing.resolve();
			await answered.promise;
			return original(...parameters);
		};
		Object.assign(store, { [method]: waiting });
		const writing = eve.open('/write');
		await storing.promise;
		const signingOut = await ann.open('/sign-out', throughProxy);
		assert.match(signingOut.headers.getSetCookie().join(), /__Host-session=/);
		answered.resolve();
		const [first, ...others] = (await writing).headers.getSetCookie();
		assert.equal(first, own);
		assert.deepEqual(
			others.map((line) => line.slice(0, line.indexOf('='))),
			isNew ? ['session'] : [],
		);
	}
});

test('a constant answer is safe where another integration answers before the session is there', async (test) => {
	const done = Response.text('done');
	const first = other({
		priority: 'very-high',
		onRequest: (ctx) => (ctx.request.pathname === '/early' ? done : (undefined as never)),
	});
	const { url } = await serve(test, [first, memory], {
		'/sign-in': async (ctx: Context) => {
			await ctx.session.identify('ann');
			return done;
		},
	});
	await new Visitor(url).open('/sign-in');
	assert.deepEqual((await new Visitor(url).open('/early')).headers.getSetCookie(), []);
});

/** What another integration may do with an answer, once the session has been stored, that brings in a constant. */
const others: Readonly<Record<string, (done: Response) => Response | undefined>> = {
	'leaves each answer as it is': () => undefined,
	'answers with a constant of its own': (done) => done,
};

for (const [what, replacementOf] of Object.entries(others)) {
	test(`a visitor is sent nothing of another one's session while an integration that takes its time ${what}`, async (test) => {
		const done = Response.text('done', { headers: { 'Set-Cookie': own } });
		const waiting = Promise.withResolvers<void>();
		const answered = Promise.withResolvers<void>();
		const slow = other({
			priority: 'low',
			onResponse: async (ctx) => {
				if (ctx.request.pathname === '/read') {
					waiting.resolve();
					await answered.promise;
				}
				return replacementOf(done) as Response;
			},
		});
		const answers: Routes = {
			'/read': async (ctx: Context) => {
				await ctx.session.get('notes');
				return done;
			},
			'/sign-in': async (ctx: Context) => {
				await ctx.session.identify('ann');
				return done;
			},
		};
		const { url } = await serve(test, [memory, slow], answers);
		const reading = new Visitor(url).open('/read');
		await waiting.promise;
		const signedIn = await new Visitor(url).open('/sign-in');
		assert.equal(signedIn.headers.getSetCookie().length, 2);
		answered.resolve();
		assert.deepEqual((await reading).headers.getSetCookie(), [own]);
		assert.deepEqual((await new Visitor(url).open('/nowhere')).headers.getSetCookie().slice(1), []);
	});
}
