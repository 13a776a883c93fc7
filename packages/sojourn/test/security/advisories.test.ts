import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type UntypedData } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { onlyCookie, server } from './support.ts';

// Holes that were found in other libraries, advisory by advisory. Those of one store or framework stand with its own tests.

test('CVE-2025-61686, GO-2024-2730: no client text reaches a key: the store is asked for hashes of ids only', async () => {
	const { visitor, asked } = server();
	const ann = visitor();
	await ann.visit((session) => session.set('user', 1));
	const [name] = onlyCookie(ann);
	for (const value of [
		'../package',
		'..%2Fpackage',
		'a\\..\\b',
		'/etc/passwd',
		'\u0000',
		'session:1',
		'{"$ne":1}',
		"' OR 1=1 --",
	]) {
		const eve = visitor();
		eve.cookies.set(name, encodeURIComponent(value));
		assert.equal(await eve.visit((session) => session.get('user')), null);
	}
	assert.deepEqual(asked, []);
	await ann.visit((session) => session.get('user'));
	assert.match(asked.join(), /^[0-9a-f]{64}$/);
});

test('CVE-2025-46336: a request in flight does not save a session again after log-out', async () => {
	const { visitor, records } = server();
	const ann = visitor();
	await ann.visit((session) => session.set('user', 1));
	const late = ann.copy();
	const status = await late.statusOf(async (session) => {
		await session.get('user');
		await ann.visit((inner) => inner.destroy());
		await session.set('last seen', 'now');
	});
	assert.equal(status, 409);
	assert.equal((await records()).length, 0);
});

test('CVE-2024-38513: an id chosen by the client is not accepted', async () => {
	const { visitor } = server();
	const ann = visitor();
	ann.cookies.set('__Host-session', 'A'.repeat(70));
	await ann.visit((session) => session.set('user', 1));
	assert.notEqual(onlyCookie(ann)[1], 'A'.repeat(70));
});

test('CVE-2022-25896, CVE-2023-29019: one call regenerates: data kept, old id dead', async () => {
	const { visitor } = server();
	const ann = visitor();
	await ann.visit((session) => session.set('basket', 1));
	const attacker = ann.copy();
	await ann.visit((session) => session.regenerate());
	assert.equal(await ann.visit((session) => session.get('basket')), 1);
	assert.equal(await attacker.visit((session) => session.get('basket')), null);
});

test('CVE-2024-35220: the expiry in the store is the server’s, never the cookie’s', async () => {
	const { visitor, records, pass } = server({ maxAge: 60 });
	const ann = visitor();
	await ann.visit((session) => session.set('user', 1));
	const [name, value] = onlyCookie(ann);
	const long = visitor();
	long.cookies.set(name, `${value}; Max-Age=99999999; Expires=Fri, 31 Dec 9999 23:59:59 GMT`);
	await long.visit((session) => session.get('user'));
	assert.equal((await records())[0]?.record.expiresAt, 1_800_000_060_000);
	pass(60_000);
	assert.equal(await ann.copy().visit((session) => session.get('user')), null);
});

test('CVE-2024-31999: a deleted encrypted cookie does not open for ever: its expiry is sealed inside', async () => {
	let now = 1_800_000_000_000;
	const sessions = createSessions<UntypedData>({ store: cookieStore(), secret, maxAge: 600, clock: () => now });
	const ann = new Visitor(sessions);
	await ann.visit((session) => session.set('user', 1));
	const copy = ann.copy();
	await ann.visit((session) => session.destroy());
	now += 600_000;
	assert.equal(await copy.visit((session) => session.get('user')), null);
});

test('a copy of a cookie session opens nothing after log-out where ended ids are kept', async () => {
	const store = cookieStore({ revocations: memoryStore() });
	const sessions = createSessions<UntypedData>({ store, secret });
	const ann = new Visitor(sessions);
	await ann.visit((session) => session.set('user', 1));
	const [copy, flying, revoked] = [ann.copy(), ann.copy(), ann.copy()];
	const status = await flying.statusOf(async (session) => {
		await session.get('user');
		await ann.visit((inner) => inner.destroy());
		await session.set('user', 2);
	});
	assert.equal(status, 409, 'a request in flight is told so');
	assert.equal(await copy.visit((session) => session.get('user')), null);
	const bob = new Visitor(sessions);
	const id = await bob.visit(async (session) => {
		await session.set('user', 2);
		return session.id;
	});
	assert.equal(await sessions.revoke(id ?? '', { subject: 'bob' }), true);
	assert.equal(await bob.visit((session) => session.get('user')), null);
	assert.equal(await revoked.visit((session) => session.get('user')), null);
	await sessions.close();
});

test('a cookie session that was regenerated is ended under its old cookie, which touches no cookie for a minute', async () => {
	let now = 1_800_000_000_000;
	const store = cookieStore({ revocations: memoryStore() });
	const sessions = createSessions<UntypedData>({ store, secret, clock: () => now });
	const ann = new Visitor(sessions);
	await ann.visit((session) => session.set('user', 1));
	const old = ann.copy();
	await ann.visit((session) => session.regenerate());
	assert.equal(await old.visit((session) => session.set('a', 1).catch((error) => error.code)), 'SOJOURN_SESSION_ENDED');
	assert.deepEqual(old.lastCookies, []);
	now += 61_000;
	assert.equal(await old.statusOf((session) => session.set('a', 1)), 200);
	assert.equal(await ann.visit((session) => session.get('user')), 1);
	await sessions.close();
});

test('CVE-2026-39324: a value that does not open is no session, never read as it stands', async () => {
	const sessions = createSessions<UntypedData>({ store: cookieStore(), secret });
	for (const plain of ['{"user":1}', '%7B%22user%22%3A1%7D', Buffer.from('{"user":1}').toString('base64url')]) {
		assert.equal(await sessions.open(`__Host-session=${plain}`).get('user'), null);
	}
});

test('CVE-2025-47278: after a rotation the newest secret seals, older ones only open', async () => {
	const older = 'an older secret for tests, long enough';
	const newer = 'a newer secret for tests, long enough';
	for (const store of [memoryStore({ sealed: true }), cookieStore()]) {
		const before = createSessions<UntypedData>({ store, secret: older });
		const after = createSessions<UntypedData>({ store, secret: [newer, older] });
		const ann = new Visitor(before);
		await ann.visit((session) => session.set('user', 1));
		const moved = ann.copy(after);
		await moved.visit((session) => session.set('user', 2));
		const withOlderOnly = moved.copy(before);
		assert.equal(
			await withOlderOnly.visit((session) => session.get('user').catch(() => null)),
			null,
			'what is written now does not open under the older one',
		);
		for (const manager of [before, after]) await manager.close();
	}
});

test('CVE-2015-3982: empty, blank and over-long ids are refused, and shared by nobody', async () => {
	const { visitor, asked } = server();
	for (const value of ['', ' ', '""', 'A'.repeat(100_000)]) {
		const ann = visitor();
		ann.cookies.set('__Host-session', value);
		assert.equal(await ann.visit((session) => session.get('user')), null);
	}
	assert.deepEqual(asked, []);
});

test('CVE-2015-5963, CVE-2015-5964: anonymous visits do not fill the store', async () => {
	const { visitor, records } = server();
	for (let round = 0; round < 10; round += 1) {
		await visitor().visit(async (session) => {
			await session.get('user');
			await session.clear();
			await session.set('a', 1);
			await session.delete('a');
		});
	}
	assert.equal((await records()).length, 0);
});

test('CVE-2019-16782: ids are hashed before the look-up, and the stored hash is no valid cookie', async () => {
	const { visitor, records } = server();
	const ann = visitor();
	await ann.visit((session) => session.set('user', 1));
	const [name, value] = onlyCookie(ann);
	const [entry] = await records();
	assert.ok(!value.includes(entry?.key ?? ''));
	const thief = visitor();
	for (const form of [entry?.key ?? '', Buffer.from(entry?.key ?? '', 'hex').toString('base64url')]) {
		thief.cookies.set(name, form);
		assert.equal(await thief.visit((session) => session.get('user')), null);
	}
});

test('CVE-2023-30861, CVE-2025-48947: a proxy is told not to hand one user’s answer to another, also without a cookie', async () => {
	const ann = server().visitor();
	await ann.visit((session) => session.get('user'));
	assert.equal(ann.last.headers.get('vary'), 'Cookie');
	assert.equal(ann.last.headers.get('cache-control'), 'no-store');
});

test('no cache keeps an answer that sets a cookie, whatever the application tells it', async () => {
	const { sessions } = server();
	const own = { 'cache-control': 'public, max-age=60', 'cdn-cache-control': 'max-age=600' };
	const answer = sessions.handle(async (request, session) => {
		if (request.url.endsWith('/set')) await session.set('user', 1);
		else await session.get('user');
		return new Response('page', { headers: own });
	});
	const seen = async (path: string): Promise<unknown> => {
		const { headers } = await answer(new Request(`https://example.test${path}`));
		return Object.fromEntries(Object.keys(own).map((name) => [name, headers.get(name)]));
	};
	assert.deepEqual(await seen('/set'), { 'cache-control': 'no-store', 'cdn-cache-control': 'no-store' });
	assert.deepEqual(await seen('/get'), own, 'one without a cookie is for the application to decide');
});

test('CVE-2024-47764, CVE-2026-47675: attributes cannot be smuggled through name, path or domain', () => {
	const store = memoryStore();
	for (const cookie of [
		{ name: 'a; Domain=evil.test' },
		{ name: 'a=b' },
		{ name: 'a\r\nSet-Cookie: b' },
		{ name: '' },
		{ path: '/; Domain=evil.test' },
		{ path: '/\r\n' },
		{ path: 'relative' },
		{ path: `/${'a'.repeat(1100)}` },
		{ domain: 'example.test; Path=/' },
		{ domain: 'exa mple.test' },
		{ domain: '' },
	]) {
		const [option] = Object.keys(cookie);
		assert.throws(() => createSessions({ store, secret, cookie }), {
			name: 'TypeError',
			message: new RegExp(`cookie\\.${option}`),
		});
	}
});

test('CVE-2023-23934: a cookie without a name cannot pass for one with a prefix', async () => {
	const { sessions, visitor } = server();
	const ann = visitor();
	await ann.visit((session) => session.set('user', 1));
	const [name, value] = onlyCookie(ann);
	assert.equal(await sessions.open(`=${name}=${value}`).get('user'), null);
	assert.equal(await sessions.open(`${name.toLowerCase()}=${value}`).get('user'), null, 'nor one in another case');
	assert.equal(await sessions.open(`x=1; ${name}=${value}`).get('user'), 1);
});
