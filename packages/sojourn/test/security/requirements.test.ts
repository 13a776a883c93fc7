import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyCookie, server } from './support.ts';

// OWASP Session Management Cheat Sheet, requirement by requirement.

test('ids come from a CSPRNG with 256 bits, and mean nothing', async () => {
	const { visitor } = server();
	const ids = new Set<string>();
	const bits = new Array<number>(256).fill(0);
	for (let round = 0; round < 500; round += 1) {
		const ann = visitor();
		await ann.visit((session) => session.set('user', 'the same'));
		const id = Buffer.from(onlyCookie(ann)[1], 'base64url').subarray(4, 36);
		ids.add(id.toString('hex'));
		for (let bit = 0; bit < 256; bit += 1) bits[bit] = (bits[bit] ?? 0) + (((id[bit >> 3] ?? 0) >> (bit & 7)) & 1);
	}
	assert.equal(ids.size, 500, 'no id comes twice');
	// Six standard deviations around a half: a constant or biased bit falls out, a random one does not.
	for (const count of bits) assert.ok(Math.abs(count - 250) < 6 * Math.sqrt(125), 'every bit is random');
});

test('randomness that is injected is the only source of the id', async () => {
	const fixed = (bytes: Uint8Array): void => {
		bytes.fill(7);
	};
	const ann = server({ random: fixed }).visitor();
	await ann.visit((session) => session.set('a', 1));
	assert.deepEqual(Buffer.from(onlyCookie(ann)[1], 'base64url').subarray(4, 36), Buffer.alloc(32, 7));
});

test('the cookie has a generic name and the safe attributes: HttpOnly, Secure, SameSite=Lax, Path=/, __Host-', async () => {
	const ann = server().visitor();
	await ann.visit((session) => session.set('a', 1));
	const [line = ''] = ann.lastCookies;
	assert.match(line, /^__Host-session=[\w-]{70}; /);
	assert.deepEqual(
		new Set(line.split('; ').slice(1)),
		new Set(['Max-Age=86400', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
	);
});

test('an id is never taken from a URL or a form', async () => {
	const { sessions, visitor } = server();
	const ann = visitor();
	await ann.visit((session) => session.set('user', 1));
	const [name, value] = onlyCookie(ann);
	const body = new URLSearchParams({ [name]: value, session: value });
	const request = new Request(`https://example.test/?${body}`, { method: 'POST', body });
	assert.equal(await sessions.open(request).get('user'), null);
});

test('strict: an id that this server did not issue is never accepted, and starts no session under that id', async () => {
	const { visitor, records } = server();
	const [ann, eve] = [visitor(), visitor()];
	await ann.visit((session) => session.set('user', 1));
	const [name, value] = onlyCookie(ann);
	const chosen = `${value.slice(0, 40)}${'A'.repeat(30)}`;
	eve.cookies.set(name, chosen);
	await eve.visit((session) => session.set('user', 2));
	assert.notEqual(eve.cookies.get(name), chosen);
	assert.equal((await records()).length, 2);
});

test('a new id on a change of privilege, and the old one dead at once, also for requests in flight', async () => {
	const { visitor } = server();
	const ann = visitor();
	await ann.visit((session) => session.set('basket', ['tea']));
	const fixed = ann.copy();
	const inFlight = ann.copy();
	const status = await inFlight.statusOf(async (session) => {
		await session.get('basket');
		await ann.visit((inner) => inner.identify('ann'));
		await session.set('basket', []);
	});
	assert.equal(status, 409);
	assert.equal(await fixed.visit((session) => session.get('basket')), null, 'whoever knew the id before has nothing');
	assert.deepEqual(await ann.visit((session) => session.get('basket')), ['tea']);
});

test('idle and absolute limits are enforced on the server, whatever the cookie says', async () => {
	const { visitor, pass } = server({ maxAge: 600, absoluteMaxAge: 1200 });
	const ann = visitor();
	await ann.visit((session) => session.set('user', 1));
	for (const expected of [1, 1, null]) {
		pass(500_000);
		// The visitor's copy keeps the cookie though the browser would have dropped it.
		assert.equal(await ann.copy().visit((session) => session.get('user')), expected);
	}
});

test('log-out ends the session on the server and in the browser', async () => {
	const { visitor, records } = server();
	const ann = visitor();
	await ann.visit((session) => session.set('user', 1));
	await ann.visit((session) => session.destroy());
	assert.equal((await records()).length, 0);
	const [line = ''] = ann.lastCookies;
	assert.match(line, /^__Host-session=; Max-Age=0; /);
	assert.ok(line.includes('Path=/') && line.includes('Secure'), 'with the attributes that make browsers accept it');
});

test('answers that set or read a session carry Cache-Control: no-store and Vary: Cookie', async () => {
	const { visitor } = server();
	const ann = visitor();
	for (const visit of [
		() => ann.visit((session) => session.set('a', 1)),
		() => ann.visit((session) => session.get('a')),
	]) {
		await visit();
		assert.equal(ann.last.headers.get('cache-control'), 'no-store');
		assert.equal(ann.last.headers.get('vary'), 'Cookie');
	}
});

test('no raw id stands in an error, a store, an event or a listing', async () => {
	const { sessions, visitor, store, records } = server();
	const ann = visitor();
	await ann.visit((session) => session.identify('ann'));
	const [, value] = onlyCookie(ann);
	const id = Buffer.from(value, 'base64url').subarray(4, 36);
	const told: unknown[] = [];
	for (const event of ['created', 'ended', 'conflict', 'unreadable', 'storeError', 'failed', 'unsaved'] as const) {
		sessions.on(event, (detail) => told.push(detail));
	}
	const listed = JSON.stringify(await sessions.list('ann'));
	for (const { key, record } of await records()) {
		store.replace(key, { ...record, data: new Uint8Array(50), version: 2 }, 1, {
			now: 1_800_000_000_000,
			signal: new AbortController().signal,
		});
	}
	const error = await ann.visit((session) => session.get('a').catch((thrown: Error) => thrown));
	assert.equal(error.code, 'SOJOURN_RECORD_UNREADABLE');
	const stored = (await records())
		.map(({ key, record }) => `${key} ${Buffer.from(record.data).toString('latin1')}`)
		.join();
	for (const text of [listed, stored, String(error.stack), JSON.stringify(told)]) {
		for (const form of [value, id.toString('hex'), id.toString('base64'), id.toString('latin1')])
			assert.ok(!text.includes(form));
	}
});

test('a user can list and end his own sessions', async () => {
	const { sessions, visitor } = server();
	const [phone, laptop] = [visitor(), visitor()];
	for (const device of [phone, laptop]) await device.visit((session) => session.identify('ann'));
	const here = await laptop.visit((session) => session.load().then(() => session.id));
	const others = (await sessions.list('ann')).filter(({ id }) => id !== here);
	assert.equal(others.length, 1);
	assert.equal(await sessions.revoke(others[0]?.id ?? '', { subject: 'ann' }), true);
	assert.equal(await phone.visit((session) => session.load().then(() => session.id)), null);
});

test('what is stored is encrypted', async () => {
	const { visitor, records } = server();
	await visitor().visit((session) => session.set('favourite tea', 'chamomile'));
	const [entry] = await records();
	const bytes = Buffer.from(entry?.record.data ?? []).toString('latin1');
	for (const text of ['favourite', 'chamomile']) assert.ok(!bytes.includes(text));
});
