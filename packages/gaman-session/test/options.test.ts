import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type SessionOptions, session } from '@gaman/session';
import { createSerializer } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import { type Context, Response, type Routes } from '../../../test/hosts/gaman/index.ts';
import { serve } from '../../../test/hosts/gaman/serve.ts';
import { secret } from './support/secret.ts';
import { Visitor } from './support/visitor.ts';

const routes: Routes = {
	'/set': async (ctx: Context) => {
		await ctx.session.set('user', 'ann');
		return Response.text('stored');
	},
	'/get': async (ctx: Context) => Response.json(await ctx.session.get('user')),
};

/** The application that a factory is called with. */
const app = {} as never;

/** The Set-Cookie line of the first visit that stores something. */
async function cookieLine(test: TestContext, options: SessionOptions, headers: HeadersInit = {}): Promise<string> {
	const { url } = await serve(test, session(options), routes);
	const page = await new Visitor(url).open('/set', { headers });
	const [line = '', ...others] = page.headers.getSetCookie();
	assert.deepEqual(others, []);
	return line.replace(/=[\w-]{60,}/, '=...');
}

test('session returns a plain synchronous function of the application, with the mark that a block asks for', () => {
	const factory = session({ driver: { type: 'memory' }, secret });
	assert.equal(typeof factory, 'function');
	assert.equal(Reflect.get(factory, Symbol.for('gaman.isIntegrationFactory')), true);
	const integration = factory(app);
	assert.equal(integration instanceof Promise, false);
	assert.deepEqual(
		Object.entries(integration).map(([name, value]) => [name, typeof value]),
		[
			['name', 'string'],
			['priority', 'string'],
			['onLoad', 'function'],
			['onRequest', 'function'],
			['onResponse', 'function'],
			['onListen', 'function'],
		],
		'no routes, by which it would be taken for a block',
	);
	assert.equal(integration.priority, 'very-high');
	assert.equal(integration.onLoad(), undefined);
});

test('without options the key is GAMAN_KEY, the driver cookies, the lifetime a day, and https required', async (test) => {
	process.env.GAMAN_KEY = secret;
	test.after(() => delete process.env.GAMAN_KEY);
	const line = await cookieLine(test, {});
	assert.equal(line, '__Host-session=...; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=Lax');
});

test('GAMAN_KEY is read when the integration is registered, after what stands in .env', async (test) => {
	const factory = session();
	process.env.GAMAN_KEY = secret;
	test.after(() => delete process.env.GAMAN_KEY);
	assert.doesNotThrow(() => factory(app));
});

test('an option is taken before the environment, and a list of secrets rotates', async (test) => {
	process.env.GAMAN_KEY = 'another secret for tests, long enough to be one';
	test.after(() => delete process.env.GAMAN_KEY);
	const old = await serve(test, session({ secret }), routes);
	const ann = new Visitor(old.url);
	await ann.open('/set');
	const fallen = await serve(test, session(), routes);
	assert.equal((await ann.copy(fallen.url).open('/get')).json(), null);
	const rotated = await serve(test, session({ secret: ['the newest secret, of 32 characters', secret] }), routes);
	assert.equal((await ann.copy(rotated.url).open('/get')).json(), 'ann');
});

test('maxAge is how many seconds a session lives without being used', async (test) => {
	let now = Date.now();
	const options: SessionOptions = { driver: { type: 'memory' }, secret, maxAge: 60, clock: () => now };
	const { url } = await serve(test, session(options), routes);
	const ann = new Visitor(url);
	const page = await ann.open('/set');
	assert.match(page.headers.getSetCookie().join(), /; Max-Age=60;/);
	now += 59_000;
	assert.equal((await ann.open('/get')).json(), 'ann');
	now += 59_000;
	assert.equal((await ann.open('/get')).json(), 'ann', 'use renews it');
	now += 61_000;
	assert.equal((await ann.open('/get')).json(), null);
});

test('secure: false leaves out Secure and the prefix of the name, and auto follows the request', async (test) => {
	const plain = 'session=...; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax';
	const secured = '__Host-session=...; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=Lax';
	const https = { 'x-forwarded-proto': 'https' };
	assert.equal(await cookieLine(test, { secret, secure: false }), plain);
	assert.equal(await cookieLine(test, { secret, secure: false }, https), plain);
	assert.equal(await cookieLine(test, { secret, secure: 'auto' }), plain);
	assert.equal(await cookieLine(test, { secret, secure: 'auto' }, https), secured);
	assert.equal(await cookieLine(test, { secret, secure: true }), secured);
});

test('cookie says how else the cookie is written', async (test) => {
	const options: SessionOptions = {
		secret,
		cookie: {
			name: 'id',
			path: '/app',
			sameSite: 'strict',
			domain: 'example.test',
			priority: 'high',
			partitioned: true,
		},
	};
	assert.equal(
		await cookieLine(test, options),
		'__Secure-id=...; Max-Age=86400; Domain=example.test; Path=/app; HttpOnly; Secure; Partitioned; Priority=High; SameSite=Strict',
	);
});

test('sessions take custom serialization', async (test) => {
	class Money {
		readonly cents: number;
		constructor(cents: number) {
			this.cents = cents;
		}
	}
	const money = {
		name: 'Money',
		is: (value: unknown) => value instanceof Money,
		encode: ({ cents }: Money) => cents,
		decode: (cents: number) => new Money(cents),
	};
	const { url } = await serve(test, session({ secret, serializer: createSerializer({ types: [money] }) }), {
		'/set': async (ctx: Context) => {
			await ctx.session.set('price', new Money(995));
			return Response.text('stored');
		},
		'/get': async (ctx: Context) => Response.json((await ctx.session.get('price')) instanceof Money),
	});
	const ann = new Visitor(url);
	await ann.open('/set');
	assert.equal((await ann.open('/get')).json(), true);
});

test('a store of any kind goes in instead of a driver', async (test) => {
	const { url } = await serve(test, session({ store: memoryStore(), secret }), routes);
	const ann = new Visitor(url);
	await ann.open('/set');
	assert.equal((await ann.open('/get')).json(), 'ann');
});

test('each application has sessions of its own', async (test) => {
	const factory = session({ driver: { type: 'memory' }, secret });
	const one = await serve(test, factory, routes);
	const other = await serve(test, factory, routes);
	const ann = new Visitor(one.url);
	await ann.open('/set');
	assert.equal((await ann.open('/get')).json(), 'ann');
	assert.equal((await ann.copy(other.url).open('/get')).json(), null);
});

test('a session that needs no secret is kept where secret: false is written, on the server only', async (test) => {
	const { url } = await serve(test, session({ driver: { type: 'memory' }, secret: false }), routes);
	const ann = new Visitor(url);
	await ann.open('/set');
	assert.equal((await ann.open('/get')).json(), 'ann');
	assert.throws(() => session({ secret: false })(app), { name: 'TypeError', message: /secret: false/ });
});

const driver = { type: 'memory' } as const;
const wrongOptions: readonly (readonly [options: unknown, message: RegExp])[] = [
	[null, /session takes an object of options/],
	['memory', /session takes an object of options/],
	[{ drivers: driver }, /session has no option drivers\. The options are: driver, store, secret, /],
	[{ driver: 'memory' }, /option driver must have one of these types: cookies, memory, file, redis, sql, mongodb/],
	[{ driver: null }, /option driver must/],
	[{ driver: { type: 'sqlite' } }, /option driver must/],
	[{ driver: { type: 'toString' } }, /option driver must/],
	[{ driver: { type: 'memory', url: 'redis://localhost' } }, /The driver memory has no option driver\.url/],
	[{ driver: { type: 'file', dir: '' } }, /option driver\.dir must be a string/],
	[{ driver: { type: 'sql', file: 5 } }, /option driver\.file must be a string/],
	[{ driver: { type: 'redis', url: 'localhost:6379' } }, /option driver\.url must be the URL of a Redis, such as/],
	[{ driver: { type: 'redis', url: 'http://localhost:6379' } }, /option driver\.url/],
	[{ driver, store: memoryStore() }, /The options driver and store both say/],
	[{ driver, maxAge: '1 day' }, /option maxAge must be a positive number of seconds, such as 86400/],
	[{ driver, maxAge: 0 }, /option maxAge/],
	[{ driver, secure: 'yes' }, /option secure must be true, false or 'auto'/],
	[{ driver, cookie: 'id' }, /option cookie must be an object/],
	[{ driver, cookie: { secure: true } }, /option cookie\.secure is the option secure here/],
	[{ driver, cookie: { name: 'constructor' } }, /option cookie\.name/],
	[{ driver, cookie: { sameSite: 'yes' } }, /option cookie\.sameSite must be one of/],
	[{ driver, store: undefined, rolling: 1 }, /option rolling/],
	[{ driver, absoluteMaxAge: 1 }, /option absoluteMaxAge/],
	[{ driver, deadline: -1 }, /option deadline/],
	[{ driver, maxBytes: 'many' }, /option maxBytes/],
	[{ driver, serializer: 'json' }, /option serializer/],
	[{ driver, clock: 5 }, /option clock/],
	[{ driver, secret: 5 }, /option secret must be a string/],
	[{ store: {}, secret }, /option store/],
];

for (const [options, message] of wrongOptions) {
	test(`wrong options are a TypeError that names what is wrong: ${message.source.slice(0, 50)}`, () => {
		const given = options as SessionOptions;
		const register = (): unknown =>
			session(typeof given === 'object' && given && !('secret' in given) ? { secret, ...given } : given)(app);
		assert.throws(register, (error: unknown) => {
			assert.ok(error instanceof TypeError);
			assert.match(error.message, message);
			return true;
		});
	});
}

test('a wrong URL is not repeated in the message, because a password may stand in it', () => {
	const driver = { type: 'redis', url: 'http://user:hunter2@localhost' } as const;
	assert.throws(
		() => session({ driver, secret }),
		(error: unknown) => error instanceof TypeError && !error.message.includes('hunter2'),
	);
});
