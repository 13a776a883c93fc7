import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Context } from '@oakserver/oak';
import { MemoryStore, Session, type SessionOptions } from 'oak_sessions';
import { type Running, show, start } from './support/application.ts';

/** An application that has the middleware in front of all its routes, each a handler. */
function startWith(
	handlers: Readonly<Record<string, (ctx: Context) => unknown>>,
	options?: SessionOptions,
): Promise<Running> {
	return start((app, router) => {
		app.use(Session.initMiddleware(new MemoryStore(), options));
		for (const [path, handle] of Object.entries(handlers)) {
			router.get(path, async (ctx) => {
				await handle(ctx);
				ctx.response.body ??= '';
			});
		}
		router.get('/show', show);
	});
}

test('what is set at ctx.state.session need not be waited for: what follows has it, and the answer waits', async () => {
	await using server = await startWith({
		'/sign-in'({ state }) {
			state.session.set('user', 'ann');
			state.session.set('role', 'guest');
			state.session.set('role', 'editor');
			state.session.flash('message', 'welcome');
		},
		async '/read'({ response, state }) {
			state.session.set('seen', true);
			const { session } = state;
			response.body = [
				await session.has('seen'),
				await session.get('user'),
				await session.get('role'),
				await session.get('message'),
			];
		},
	});
	const ann = server.browser();
	await ann.open('/sign-in');
	assert.equal((await ann.open('/read')).body, '[true,"ann","editor","welcome"]');
	assert.equal((await ann.open('/show')).body, '{"user":"ann","role":"editor","seen":true}');
});

test('changes whose schema takes its time are waited for as well', async () => {
	const slow = {
		'~standard': { version: 1, vendor: 'test', validate: (value: unknown) => setTimeout(10, { value }) },
	} as const;
	const handlers: Parameters<typeof startWith>[0] = {
		'/set': ({ state }) => void state.session.set('user', 'ann'),
		async '/read'({ response, state }) {
			state.session.set('seen', true);
			response.body = [await state.session.get('seen'), await state.session.has('user')];
		},
		'/throw'({ state }) {
			state.session.set('thrown', true);
			throw new Error('the handler fails');
		},
		'/delete'({ state }) {
			state.session.set('late', true);
			state.session.deleteSession();
		},
	};
	await using server = await startWith(handlers, { schema: { user: slow, seen: slow, thrown: slow, late: slow } });
	const ann = server.browser();
	await ann.open('/set');
	assert.equal((await ann.open('/read')).body, '[true,true]');
	assert.equal((await ann.open('/throw')).status, 500);
	assert.equal((await ann.open('/show')).body, '{"user":"ann","seen":true}');
	assert.equal((await ann.open('/delete')).status, 200);
	assert.equal(ann.cookies.size, 0);
});

test('null or undefined at ctx.state.session removes a value', async () => {
	await using server = await startWith({
		'/set'({ state }) {
			for (const key of ['a', 'b', 'c']) state.session.set(key, key);
		},
		async '/remove'({ response, state }) {
			state.session.set('a', null);
			state.session.set('b', undefined);
			response.body = [await state.session.has('a'), await state.session.get('a')];
		},
	});
	const ann = server.browser();
	await ann.open('/set');
	assert.equal((await ann.open('/remove')).body, '[false,null]');
	assert.equal((await ann.open('/show')).body, '{"c":"c"}');
});

test('ctx.session is the same session, and the middleware of a route the same as that of the application', async () => {
	await using server = await start((app, router) => {
		const middleware = Session.initMiddleware();
		app.use(middleware, async ({ response, state }, next) => {
			const outer = state.session;
			await next();
			if (state.session !== outer) response.body = 'another';
		});
		router.get('/', middleware, async ({ response, session, state }) => {
			state.session.set('here', 1);
			await session.set('there', 2);
			response.body = [await session.get('here'), await state.session.get('there')];
		});
		router.get('/show', show);
	});
	const ann = server.browser();
	assert.equal((await ann.open('/')).body, '[1,2]');
	assert.equal((await ann.open('/show')).body, '{"here":1,"there":2}');
});

test('a change that fails, waited for or not, makes the answer fail, and nothing of the request is stored', async () => {
	await using server = await startWith({
		'/set': ({ state }) => state.session.set('before', 1),
		'/fail'({ response, state }) {
			state.session.set('during', 2);
			state.session.set('function', () => {});
			response.body = 'done';
		},
	});
	const ann = server.browser();
	await ann.open('/set');
	const page = await ann.open('/fail');
	assert.deepEqual([page.status, page.body], [500, 'Internal Server Error']);
	assert.match(String(server.errors[0]), /function/);
	assert.equal((await ann.open('/show')).body, '{"before":1}');
});

test('a handler that throws stores nothing that it has set without waiting', async () => {
	await using server = await startWith({
		'/throw'({ state }) {
			state.session.set('user', 'ann');
			throw new Error('the handler fails');
		},
	});
	const ann = server.browser();
	assert.equal((await ann.open('/throw')).status, 500);
	assert.equal(ann.cookies.size, 0);
});

test('deleteSession at ctx.state.session ends the session, with all that was set before it', async () => {
	await using server = await startWith({
		'/set': ({ state }) => state.session.set('user', 'ann'),
		'/delete'({ state }) {
			state.session.set('late', true);
			state.session.deleteSession();
		},
	});
	const ann = server.browser();
	await ann.open('/set');
	const copy = ann.copy();
	assert.equal((await ann.open('/delete')).status, 200);
	assert.equal(ann.cookies.size, 0);
	assert.equal((await copy.open('/show')).body, '{}');
});

test('ctx.state.rotate_session_key moves the session to a new id, set before the middleware or behind it', async () => {
	await using server = await start((app, router) => {
		app.use(async ({ request, state }, next) => {
			if (request.url.pathname === '/before') state.rotate_session_key = true;
			await next();
		});
		app.use(Session.initMiddleware());
		router.get('/set', async ({ response, session }) => {
			await session.set('user', 'ann');
			response.body = '';
		});
		router.get('/before', show);
		router.get('/behind', async (ctx) => {
			ctx.state.rotate_session_key = true;
			await show(ctx);
		});
		router.get('/show', show);
	});
	for (const path of ['/before', '/behind']) {
		const ann = server.browser();
		await ann.open('/set');
		const old = ann.copy();
		assert.equal((await ann.open(path)).body, '{"user":"ann"}');
		assert.notEqual(ann.cookies.get('session'), old.cookies.get('session'));
		assert.equal((await ann.open('/show')).body, '{"user":"ann"}', 'What it holds stays.');
		assert.equal((await old.open('/show')).body, '{}', 'The old id is dead.');
	}
});

test('ctx.state.rotate_session_key begins no session and revives none', async () => {
	await using server = await startWith({
		'/set': ({ state }) => state.session.set('user', 'ann'),
		'/rotate'({ state }) {
			state.rotate_session_key = true;
		},
		async '/delete-and-rotate'({ state }) {
			await state.session.deleteSession();
			state.rotate_session_key = true;
		},
		async '/late'({ response, state }) {
			await state.session.get('user');
			await ann.copy().open('/rotate');
			state.rotate_session_key = true;
			response.body = 'read';
		},
	});
	const ann = server.browser();
	const stranger = server.browser();
	assert.equal((await stranger.open('/rotate')).status, 200);
	assert.equal(stranger.cookies.size, 0);
	await ann.open('/set');
	assert.equal((await ann.open('/delete-and-rotate')).status, 200);
	assert.equal(ann.cookies.size, 0);
	await ann.open('/set');
	await ann.copy().open('/rotate');
	const late = await ann.open('/rotate');
	assert.deepEqual([late.status, late.headers.getSetCookie()], [200, []], 'The late one touches no cookie.');
	await server.browser().open('/set');
	const lost = await ann.open('/late');
	assert.equal(lost.status, 200);
});

test('where all requests have one state, the static form is refused, with what to write instead', async () => {
	await using server = await start(
		(app, router) => {
			app.use(Session.initMiddleware());
			router.get('/', show);
		},
		{ contextState: 'alias' },
	);
	assert.equal((await server.browser().open('/')).status, 500);
	assert.match(String(server.errors[0]), /^TypeError: .*contextState.*initMiddleware\(\) and ctx\.session/);
});

test('the options have the names of earlier releases too', async () => {
	const set = { '/set': ({ state }: Context) => state.session.set('user', 'ann') };
	await using server = await startWith(set, {
		expireAfterSeconds: 600,
		sessionCookieName: 'sid',
		cookieSetOptions: { sameSite: true, path: '/', httpOnly: false, secure: true, signed: true, overwrite: true },
		cookieGetOptions: { signed: true },
	});
	const page = await server.browser().open('/set');
	const [line = ''] = page.headers.getSetCookie();
	assert.match(line, /^sid=/);
	for (const attribute of ['Max-Age=600', 'SameSite=Strict', 'Secure']) assert.ok(line.includes(attribute), line);
	assert.doesNotMatch(line, /HttpOnly/);
	await using other = await startWith(set, { expireAfterSeconds: null });
	assert.match((await other.browser().open('/set')).headers.getSetCookie().join(), /Max-Age=86400/);
});

test('options that contradict each other, or say what the session says, are refused by their names', () => {
	const refused: readonly (readonly [SessionOptions, RegExp])[] = [
		[{ expireAfterSeconds: 1, maxAge: 2 }, /expireAfterSeconds and maxAge/],
		[{ sessionCookieName: 'a', cookie: { name: 'b' } }, /sessionCookieName and cookie\.name/],
		[{ cookieSetOptions: {}, cookie: {} }, /cookieSetOptions and cookie/],
		[{ cookieSetOptions: { maxAge: 1 } as object }, /cookieSetOptions\.maxAge/],
		[{ cookieSetOptions: { expires: new Date() } as object }, /cookieSetOptions\.expires/],
		[{ expireAfterSeconds: -1 }, /maxAge/],
	];
	for (const [options, message] of refused) {
		assert.throws(() => Session.initMiddleware(new MemoryStore(), options), { name: 'TypeError', message });
	}
});
