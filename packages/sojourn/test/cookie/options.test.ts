import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serialize } from 'cookie-es';
import fc from 'fast-check';
import { type CookieOptions, checkCookieOptions } from '../../src/cookie/options.ts';
import { sentCookies } from '../../src/cookie/read.ts';
import { SessionCookie } from '../../src/cookie/session-cookie.ts';

/** The name and the attributes of a cookie that is written with these options. */
function written(options: CookieOptions, maxAge: number | null = 60): { name: string; attributes: Set<string> } {
	const [line = ''] = new SessionCookie(checkCookieOptions(options)).write(['value'], maxAge, sentCookies('', ''));
	const [pair = '', ...attributes] = line.split('; ');
	return { name: pair.slice(0, pair.indexOf('=')), attributes: new Set(attributes) };
}

test('every attribute of RFC 6265bis, Partitioned and Priority is written as it was asked for', () => {
	assert.deepEqual(written({}).attributes, new Set(['Max-Age=60', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']));
	assert.deepEqual(
		written(
			{ secure: false, httpOnly: false, sameSite: 'strict', path: '/app', domain: 'example.com', priority: 'high' },
			null,
		).attributes,
		new Set(['Domain=example.com', 'Path=/app', 'SameSite=Strict', 'Priority=High']),
	);
	const { attributes } = written({ sameSite: 'none', partitioned: true });
	assert.ok(attributes.has('SameSite=None') && attributes.has('Partitioned') && attributes.has('Secure'));
});

test('the name gets the strictest prefix that its attributes allow', () => {
	for (const [options, name] of [
		[{}, '__Host-session'],
		[{ name: 'visit' }, '__Host-visit'],
		[{ domain: 'example.com' }, '__Secure-session'],
		[{ path: '/app' }, '__Secure-session'],
		[{ secure: false }, 'session'],
		[{ prefix: false }, 'session'],
		[{ name: '__Host-visit' }, '__Host-visit'],
		[{ name: '__secure-visit', path: '/app' }, '__secure-visit'],
	] as const) {
		assert.equal(written(options).name, name);
	}
});

test('with the longest name and attributes there is room for a value, on a line that browsers take', () => {
	const longest = { name: 'n'.repeat(256), path: `/${'p'.repeat(1023)}`, domain: `${'a.'.repeat(510)}test` } as const;
	const cookie = new SessionCookie(checkCookieOptions({ ...longest, partitioned: true, priority: 'medium' }));
	assert.ok(cookie.capacity(1) > 1366);
	for (const pieces of [['v'.repeat(70)], cookie.split('v'.repeat(cookie.capacity(4)))]) {
		for (const line of cookie.write(pieces, 500 * 86_400, sentCookies('', ''))) assert.ok(line.length <= 4096);
	}
});

test('a lifetime is capped at the 400 days that browsers keep a cookie', () => {
	assert.ok(written({}, 500 * 86_400).attributes.has(`Max-Age=${400 * 86_400}`));
});

test('options that a browser would drop the cookie for, or that could smuggle in an attribute, are TypeErrors that name them', () => {
	const long = 'x'.repeat(1025);
	const wrong: readonly (readonly [string, unknown])[] = [
		['name', { name: '' }],
		['name', { name: 'a b' }],
		['name', { name: 'a=b' }],
		['name', { name: 'a; Domain=evil.test' }],
		['name', { name: 'ä' }],
		['name', { name: 'x'.repeat(257) }],
		['name', { name: '__Host-a', path: '/app' }],
		['name', { name: '__HOST-a', domain: 'example.com' }],
		['name', { name: '__Host-a', secure: false }],
		['name', { name: '__Secure-a', secure: false }],
		['path', { path: 'app' }],
		['path', { path: '/; HttpOnly' }],
		['path', { path: '/\r\nSet-Cookie: a=b' }],
		['path', { path: `/${long}` }],
		['domain', { domain: 'example.com; Path=/' }],
		['domain', { domain: 'example..com' }],
		['domain', { domain: '' }],
		['domain', { domain: `${long}.com` }],
		['sameSite', { sameSite: 'Lax' }],
		['sameSite', { sameSite: true }],
		['sameSite', { sameSite: 'none', secure: false }],
		['secure', { secure: 'yes' }],
		['httpOnly', { httpOnly: 1 }],
		['prefix', { prefix: 'no' }],
		['partitioned', { partitioned: true, secure: false }],
		['priority', { priority: 'highest' }],
		['maxAge', { maxAge: 60 }],
		['expires', { expires: new Date() }],
	];
	for (const [option, options] of wrong) {
		assert.throws(() => checkCookieOptions(options as CookieOptions), {
			name: 'TypeError',
			message: new RegExp(`cookie\\.${option}\\b`),
		});
	}
});

const settings = fc
	.record(
		{
			name: fc.constantFrom('session', 'visit'),
			prefix: fc.boolean(),
			secure: fc.boolean(),
			httpOnly: fc.boolean(),
			sameSite: fc.constantFrom('lax', 'strict', 'none'),
			path: fc.constantFrom('/', '/app', '/a b,c'),
			domain: fc.constantFrom('example.com', '.example.com'),
			partitioned: fc.boolean(),
			priority: fc.constantFrom('low', 'medium', 'high'),
		},
		{ requiredKeys: [], noNullPrototype: true },
	)
	.filter(({ secure, sameSite, partitioned }) => secure !== false || (sameSite !== 'none' && partitioned !== true));

test('what is written is what a writer of cookies writes, whatever the options, and so is what clears it', () => {
	const attributesOf = (line: string): Set<string> => new Set(line.split('; '));
	fc.assert(
		fc.property(settings, fc.option(fc.integer({ min: 1, max: 86_400 })), (options, maxAge) => {
			const { domain, priority, ...others } = checkCookieOptions(options);
			const attributes = {
				...others,
				...(domain === null ? {} : { domain }),
				...(priority === null ? {} : { priority }),
			};
			const cookie = new SessionCookie(checkCookieOptions(options));
			const lifetime = maxAge === null ? {} : { maxAge };
			const [written = ''] = cookie.write(['value'], maxAge, sentCookies('', ''));
			assert.deepEqual(attributesOf(written), attributesOf(serialize({ value: 'value', ...lifetime, ...attributes })));
			const [cleared = ''] = cookie.clear(sentCookies(`${cookie.name}=value`, cookie.name));
			const expired = { maxAge: 0, expires: new Date(0) };
			assert.deepEqual(attributesOf(cleared), attributesOf(serialize({ value: '', ...expired, ...attributes })));
		}),
	);
});
