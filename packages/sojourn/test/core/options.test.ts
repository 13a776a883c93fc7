import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type SessionsOptions } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

/** What a program without types might pass. */
function make(options: unknown): unknown {
	return createSessions(options as SessionsOptions);
}

const wrong: readonly (readonly [option: string, options: Record<string, unknown>])[] = [
	['maxAge', { maxAge: 0 }],
	['maxAge', { maxAge: -1 }],
	['maxAge', { maxAge: '1d' }],
	['maxAge', { maxAge: Number.NaN }],
	['maxAge', { maxAge: Number.POSITIVE_INFINITY }],
	['maxAge', { maxAge: 101 * 365 * 86_400 }],
	['absoluteMaxAge', { absoluteMaxAge: Number.MAX_SAFE_INTEGER }],
	['deadline', { deadline: 2 ** 31 }],
	['cookie.secure', { cookie: { secure: 'true' } }],
	['cookie.secure', { cookie: { secure: 1 } }],
	['cookie.secure', { cookie: { secure: null } }],
	['cookie', { cookie: null }],
	['cookie', { cookie: 'session' }],
	['schema', { schema: 5 }],
	['schema', { schema: [] }],
	['schema.user', { schema: { user: 5 } }],
	['schema', { schema: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: 1 }) } } }],
	['absoluteMaxAge', { absoluteMaxAge: null }],
	['absoluteMaxAge', { maxAge: 100, absoluteMaxAge: 99 }],
	['rolling', { rolling: 'yes' }],
	['deadline', { deadline: 0 }],
	['maxBytes', { maxBytes: -5 }],
	['serializer', { serializer: {} }],
	['serializer', { serializer: { stringify: JSON.stringify } }],
	['clock', { clock: 12 }],
	['random', { random: 12 }],
	['secret', { secret: 12 }],
	['secret', { secret: [secret, 12] }],
	['secret', { secret: null }],
	['cookie.name', { cookie: { name: 'a;b' } }],
	['cookie.colour', { cookie: { colour: 'red' } }],
	['maxage', { maxage: 12 }],
	['expires', { expires: 12 }],
];

for (const [option, options] of wrong) {
	test(`a wrong option ${option} (${JSON.stringify(options, replacer)}) is a TypeError at start that names it`, () => {
		assert.throws(() => make({ store: memoryStore(), secret, ...options }), {
			name: 'TypeError',
			message: named(option),
		});
	});
}

test('what is no store is refused by the name of the option', () => {
	for (const store of [undefined, null, 'sessions.db', {}, memoryStore, { capabilities: {} }]) {
		assert.throws(() => make({ secret, store }), { name: 'TypeError', message: named('store') });
	}
});

test('a store that does not say whether its records have to be sealed is refused: they must not be kept unsealed by that', () => {
	const store = memoryStore();
	const { sealed: _sealed, ...capabilities } = store.capabilities;
	const silent = new Proxy(store, {
		get: (target, name) => (name === 'capabilities' ? capabilities : Reflect.get(target, name, target)),
	});
	assert.throws(() => make({ secret, store: silent }), { name: 'TypeError', message: /sealed: true/ });
});

test('options that are no object are refused with what to write instead', () => {
	for (const options of [undefined, null, 'redis', 12, [], () => {}]) {
		assert.throws(() => make(options), { name: 'TypeError', message: /^createSessions takes an object .*\{ store: / });
	}
});

test('the absolute limit is thirty days, or as long as maxAge where that is longer', async () => {
	const day = 86_400;
	for (const [maxAge, expected] of [
		[day, 30 * day],
		[90 * day, 90 * day],
	] as const) {
		let now = 1_800_000_000_000;
		const sessions = createSessions({ store: memoryStore(), secret, maxAge, clock: () => now });
		const session = sessions.open(null);
		await session.set('user', 'ann');
		const headers = new Headers();
		await sessions.commit(session, headers);
		const began = now;
		let cookie = String(headers.getSetCookie()[0]).split(';', 1)[0];
		for (let days = 1; days < 200; days += 1) {
			now += (day - 60) * 1000;
			const answer = new Headers();
			const next = sessions.open(String(cookie));
			const user = await next.get('user');
			if (user === null) break;
			await sessions.commit(next, answer);
			cookie = answer.getSetCookie()[0]?.split(';', 1)[0] ?? cookie;
		}
		assert.ok(now - began >= expected * 1000 && now - began < (expected + day) * 1000);
		await sessions.close();
	}
});

test('wrong arguments of a session are TypeErrors that say what to write instead', async () => {
	const sessions = createSessions({ store: memoryStore(), secret });
	const session = sessions.open(null);
	const loose = session as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>;
	for (const [method, values, message] of [
		['get', [12], /session\.get\('user'\)/],
		['set', [null, 1], /key must be a string/],
		['set', ['half \ud800', 1], /well-formed/],
		['update', ['count', 12], /session\.update\('count'/],
		['identify', [12], /session\.identify\(String\(user\.id\)\)/],
		['identify', [''], /session\.identify\(/],
		['setMaxAge', ['long'], /setMaxAge takes/],
		['setMaxAge', [undefined], /setMaxAge takes/],
		['setMaxAge', [31 * 86_400], /absoluteMaxAge/],
	] as const) {
		await assert.rejects(async () => loose[method]?.(...values), { name: 'TypeError', message });
	}
	await assert.rejects(sessions.list(''), TypeError);
	await assert.rejects(sessions.revoke('x', {} as { subject: string }), TypeError);
	await assert.rejects(sessions.revokeAll(12 as unknown as string), TypeError);
	// Taken for no exception at all, they would end the caller's own session.
	for (const options of ['a handle', { exept: 'a handle' }, { except: 12 }, null]) {
		await assert.rejects(sessions.revokeAll('ann', options as { except: string }), {
			name: 'TypeError',
			message: /^revokeAll.*except/,
		});
	}
	for (const name of ['creatd', 'toString']) assert.throws(() => sessions.on(name as 'created', () => {}), /no event/);
	assert.throws(() => sessions.on('created', 12 as never), TypeError);
	await sessions.close();
});

test('a value that is put on a session itself, in whatever mode the program runs, is a TypeError that says what to write', async () => {
	const sessions = createSessions({ store: memoryStore(), secret });
	const session = sessions.open(null);
	// Not strict, as a program in CommonJS is: there the language lets such a value vanish.
	const assign = new Function('session', "session.user = 'ann'") as (to: unknown) => void;
	for (const put of [assign, (to: unknown): unknown => Object.assign(to as object, { user: 'ann' })]) {
		assert.throws(() => put(session), { name: 'TypeError', message: /session\.set\('user', value\)/ });
	}
	assert.throws(() => Object.defineProperty(session, 'user', { value: 'ann' }), TypeError);
	assert.equal(Object.hasOwn(session, 'user'), false);
	await sessions.close();
});

test('what is no handler, what has no headers, and an option that commit does not have, is a TypeError that says what to pass', async () => {
	const sessions = createSessions({ store: memoryStore(), secret });
	for (const handler of [undefined, 'a handler', {}]) {
		assert.throws(() => sessions.handle(handler as never), { name: 'TypeError', message: /sessions\.handle\(async/ });
	}
	const session = sessions.open(null);
	await session.set('user', 'ann');
	for (const headers of [undefined, null, {}, new Response()]) {
		await assert.rejects(sessions.commit(session, headers as never), {
			name: 'TypeError',
			message: /sessions\.commit\(session, response\.headers\)/,
		});
	}
	for (const options of [null, true, [], { discrd: true }, { discard: 1 }]) {
		await assert.rejects(sessions.commit(session, new Headers(), options as never), {
			name: 'TypeError',
			message: /^commit.*discard/,
		});
	}
	assert.equal(sessions.hasUnsavedChanges(session), true, 'nothing is stored whose cookie could not leave');
	await sessions.close();
});

test('a cookie session needs a secret, and so refuses secret: false', () => {
	assert.throws(() => make({ store: cookieStore(), secret: false }), { name: 'TypeError', message: named('secret') });
});

test('the options of cookieStore are checked by their names', () => {
	for (const pieces of [0, 5, 1.5, '2']) {
		assert.throws(() => cookieStore({ pieces: pieces as number }), { name: 'TypeError', message: /pieces/ });
	}
	assert.throws(() => cookieStore({ revocations: {} as never }), { name: 'TypeError', message: /revocations/ });
});

function named(option: string): RegExp {
	return new RegExp(`option ${option.replaceAll('.', '\\.')}\\b`);
}

/** Shows numbers that JSON has no form for. */
function replacer(_key: string, value: unknown): unknown {
	return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
