import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CookieStore, MemoryStore, type OakSessions, Session } from 'oak_sessions';
import { memoryStore } from 'sojourn/memory';
import { type Running, show, start } from './support/application.ts';

/** An application with routes that use the session, and others that do not know it. */
function startWith(session: OakSessions): Promise<Running> {
	return start((_, router) => {
		router
			.get('/set/:user', session.initMiddleware(), async ({ params, response, session }) => {
				await session.set('user', params.user);
				response.body = '';
			})
			.get('/show', session.initMiddleware(), show)
			.get('/delete-context', async (ctx) => {
				await session.deleteSession(ctx);
				ctx.response.redirect('/');
			})
			.get('/delete-cookie', async (ctx) => {
				await session.deleteSession(ctx.cookies.get('session'));
				ctx.response.redirect('/');
			})
			.get('/delete-context-inside', session.initMiddleware(), async (ctx) => {
				await ctx.session.get('user');
				await session.deleteSession(ctx);
				ctx.response.redirect('/');
			})
			.get('/delete-cookie-inside', session.initMiddleware(), async (ctx) => {
				await ctx.session.get('user');
				await session.deleteSession(ctx.cookies.get('session'));
				ctx.response.redirect('/');
			});
	});
}

test('without a store sessions are in memory, and the cookie is named session', async () => {
	await using server = await startWith(new Session());
	const ann = server.browser();
	const set = await ann.open('/set/ann');
	assert.match(set.headers.getSetCookie().join(), /^session=[\w-]{70}; (?!.*Secure).*HttpOnly/);
	assert.equal((await ann.open('/show')).body, '{"user":"ann"}');
	assert.equal((await server.browser().open('/show')).body, '{}');
});

test('over https the cookie has the same name, and is Secure', async () => {
	await using server = await startWith(new Session(new MemoryStore()));
	const ann = server.browser();
	const set = await ann.open('/set/ann', { headers: { 'x-forwarded-proto': 'https' } });
	assert.match(set.headers.getSetCookie().join(), /^session=[\w-]{70}; .*Secure/);
});

for (const path of ['/delete-context', '/delete-context-inside', '/delete-cookie', '/delete-cookie-inside']) {
	const how = path.includes('context') ? 'the context' : "the promise of a cookie's value";
	const where = path.endsWith('inside') ? 'inside the route of the middleware' : 'where there is no middleware';

	test(`deleteSession with ${how} ends the session ${where}`, async () => {
		await using server = await startWith(new Session());
		const ann = server.browser();
		await ann.open('/set/ann');
		const copy = ann.copy();
		assert.equal((await ann.open(path)).status, 302);
		assert.equal((await copy.open('/show')).body, '{}');
		// Only an answer to the visitor can take the cookie away.
		assert.equal(ann.cookies.size, path.includes('context') ? 0 : 1);
		assert.equal((await server.browser().open(path)).status, 302, 'Without a session there is nothing to end.');
	});
}

test('deleteSession takes the value of a cookie outside of every request, whatever the cookie is called', async () => {
	for (const cookie of [{}, { name: 'sid' }, { name: 'sid', prefix: true, secure: true }]) {
		const session = new Session(new MemoryStore(), { cookie });
		await using server = await startWith(session);
		const ann = server.browser();
		await ann.open('/set/ann');
		const [value] = ann.cookies.values();
		await session.deleteSession(value);
		assert.equal((await ann.open('/show')).body, '{}');
	}
});

test('where the application has keys, the cookie is the same, and Oak answers it to those who ask for an unsigned one', async () => {
	const session = new Session();
	await using server = await start((app, router) => {
		app.keys = ['a key of the application'];
		router.get('/set', session.initMiddleware(), async (ctx) => {
			await ctx.session.set('user', 'ann');
			ctx.response.body = '';
		});
		router.get('/show', session.initMiddleware(), show);
		router.get('/delete', async (ctx) => {
			ctx.response.body = String(await ctx.cookies.get('session'));
			await session.deleteSession(ctx.cookies.get('session', { signed: false }));
		});
	});
	const ann = server.browser();
	await ann.open('/set');
	assert.deepEqual([...ann.cookies.keys()], ['session']);
	assert.equal((await ann.open('/show')).body, '{"user":"ann"}');
	assert.equal((await ann.open('/delete')).body, 'undefined');
	assert.equal((await ann.open('/show')).body, '{}');
});

test('deleteSession of a value that opens nothing ends nothing and throws nothing', async () => {
	const session = new Session();
	await using server = await startWith(session);
	const ann = server.browser();
	await ann.open('/set/ann');
	const cookie = String(ann.cookies.get('session'));
	for (const value of ['', 'a', '; session=a', 'é'.repeat(5000), 'x'.repeat(70), cookie.slice(0, -1), `${cookie}A`]) {
		await session.deleteSession(value);
	}
	assert.equal((await ann.open('/show')).body, '{"user":"ann"}');
});

test('a session that its cookie holds is ended with the context, and not with the value of the cookie', async () => {
	await using server = await startWith(new Session(new CookieStore('a secret for tests, long enough to be one')));
	const ann = server.browser();
	await ann.open('/set/ann');
	assert.equal((await ann.open('/delete-cookie')).status, 500);
	assert.match(String(server.errors[0]), /deleteSession\(ctx\)/);
	assert.equal((await ann.open('/delete-context')).status, 302);
	assert.equal(ann.cookies.size, 0);
});

test('a flash message is there for one request', async () => {
	await using server = await start((_, router) => {
		const session = new Session();
		router.get('/flash', session.initMiddleware(), async (ctx) => {
			await ctx.session.flash('message', 'saved');
			ctx.response.redirect('/read');
		});
		router.get('/read', session.initMiddleware(), async (ctx) => {
			ctx.response.body = [await ctx.session.has('message'), await ctx.session.get('message')];
		});
	});
	const ann = server.browser();
	await ann.open('/flash');
	assert.equal((await ann.open('/read')).body, '[true,"saved"]');
	assert.equal((await ann.open('/read')).body, '[false,null]');
});

test('the manager lists and ends the sessions of a subject from outside of their requests', async () => {
	const session = new Session(memoryStore());
	await using server = await start((_, router) => {
		router.get('/sign-in', session.initMiddleware(), async (ctx) => {
			await ctx.session.identify('ann');
			await ctx.session.set('user', 'ann');
			ctx.response.body = '';
		});
		router.get('/show', session.initMiddleware(), show);
	});
	const [one, other] = [server.browser(), server.browser()];
	await Promise.all([one.open('/sign-in'), other.open('/sign-in')]);
	assert.equal((await session.sessions.list('ann')).length, 2);
	await session.sessions.revokeAll('ann');
	assert.equal((await one.open('/show')).body, '{}');
	assert.equal((await other.open('/show')).body, '{}');
});

test('wrong use is a TypeError that names what is wrong', async () => {
	const wrong = (value: unknown): never => value as never;
	const message = (pattern: RegExp) => ({ name: 'TypeError', message: pattern });
	assert.throws(() => new Session(wrong('redis')), message(/option store/));
	assert.throws(() => new Session(wrong(null)), message(/option store/));
	for (const [options, pattern] of [
		[{ maxage: 1 }, /no option maxage\. The options are: .*maxAge.*expireAfterSeconds/],
		[{ store: new MemoryStore() }, /no option store/],
		[null, /takes an object of options/],
		[5, /takes an object of options/],
		[{ cookie: null }, /option cookie must be an object/],
		[{ cookie: 'sid' }, /option cookie must be an object/],
		[{ cookieSetOptions: null }, /option cookieSetOptions takes an object/],
		[{ cookieSetOptions: { htttpOnly: true } }, /option cookieSetOptions has no option htttpOnly\. .*httpOnly/],
		[{ cookieSetOptions: { name: 'sid' } }, /option cookieSetOptions has no option name/],
		[{ cookieGetOptions: { signd: true } }, /option cookieGetOptions has no option signd\. .*signed/],
		[{ cookieGetOptions: null }, /option cookieGetOptions takes an object/],
	] as const) {
		assert.throws(() => new Session(new MemoryStore(), wrong(options)), message(pattern));
	}
	assert.throws(() => new Session(new MemoryStore(), { cookie: { name: 'a b' } }), message(/cookie\.name/));
	const twice = { secret: 'a secret for tests, long enough to be one' };
	assert.throws(() => new Session(new CookieStore(twice.secret), twice), message(/secret/));
	await assert.rejects(new Session().deleteSession(wrong(42)), message(/deleteSession\(ctx\)/));
	await assert.rejects(new Session().deleteSession(wrong({})), message(/deleteSession\(ctx\)/));
});
