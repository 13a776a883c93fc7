import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Session, type Sessions, type UntypedData } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';

const warned = new Set<string | undefined>();
process.on('warning', ({ code }: Error & { code?: string }) => warned.add(code));

for (const [what, large] of Object.entries({
	'many characters': 'x'.repeat(20_000),
	'few characters of many bytes': '茶'.repeat(2500),
})) {
	test(`a regenerate of what is too large for its cookies leaves the session as it was: ${what}`, async () => {
		const store = cookieStore({ revocations: memoryStore() });
		const sessions = createSessions<UntypedData>({ store, secret });
		sessions.on('failed', () => {});
		const ann = new Visitor(sessions);
		await ann.visit((session) => session.set('user', 1));
		const status = await ann.statusOf(async (session) => {
			await session.set('large', large);
			await session.regenerate();
		});
		assert.equal(status, 500);
		assert.equal(await ann.visit((session) => session.get('user')), 1, 'the old cookies still open it');
	});
}

test('a cookie session of any size opens, just where one more cookie is needed too', async () => {
	const sessions = createSessions<UntypedData>({ store: cookieStore({ pieces: 4 }), secret });
	const sizes = new Set<number>();
	// A byte more is a character or two more of Base64, so the lengths on both sides of the edge come.
	for (let length = 2850; length < 2950; length += 1) {
		const ann = new Visitor(sessions);
		const text = 'x'.repeat(length);
		await ann.visit((session) => session.set('text', text));
		assert.equal(await ann.visit((session) => session.get('text')), text);
		sizes.add(ann.cookies.size);
	}
	assert.deepEqual([...sizes], [1, 2]);
	await sessions.close();
});

type End = (session: Session<UntypedData>, sessions: Sessions<UntypedData>) => Promise<unknown>;

const ends: readonly (readonly [ended: string, end: End])[] = [
	['destroyed', (session) => session.destroy()],
	['regenerated', (session) => session.regenerate()],
	[
		'revoked',
		async (session, sessions) => {
			await session.load();
			await sessions.revoke(session.id ?? '', { subject: 'ann' });
		},
	],
];

for (const [ended, end] of ends) {
	test(`a cookie that was renewed before its session is ${ended} never opens it again`, async () => {
		const begun = 1_800_000_000_000;
		let now = begun;
		const options = { secret, maxAge: 600, absoluteMaxAge: 900, clock: () => now };
		const sessions = createSessions<UntypedData>({ ...options, store: cookieStore({ revocations: memoryStore() }) });
		const unaware = createSessions<UntypedData>({ ...options, store: cookieStore() });
		const ann = new Visitor(sessions);
		await ann.visit((session) => session.set('user', 1));
		const copy = ann.copy();
		now = begun + 599_000;
		await copy.visit((session) => session.get('user'));
		await ann.visit((session) => end(session, sessions));
		for (const seconds of [599, 601, 660, 899]) {
			now = begun + seconds * 1000;
			const looking = { readonly: true };
			assert.equal(await unaware.open(copy.header, looking).get('user'), 1, 'by its times the cookie opens');
			assert.equal(await sessions.open(copy.header, looking).get('user'), null, `after ${seconds} seconds`);
		}
		await sessions.close();
	});

	test(`a request in flight while its session is ${ended} sends no renewed cookie, which would take the place of a newer one`, async () => {
		let now = 1_800_000_000_000;
		const store = cookieStore({ revocations: memoryStore() });
		const sessions = createSessions<UntypedData>({ secret, maxAge: 600, store, clock: () => now });
		const ann = new Visitor(sessions);
		await ann.visit((session) => session.set('user', 1));
		const copy = ann.copy();
		const before = copy.header;
		now += 599_000;
		await copy.visit(async (session) => {
			await session.get('user');
			await ann.visit((ending) => end(ending, sessions));
		});
		assert.equal(copy.header, before);
		await sessions.close();
	});
}

test('a cookie with a longer limit of its own never opens its session again once that was ended', async () => {
	for (const [ended, end] of ends) {
		let now = 1_800_000_000_000;
		const store = cookieStore({ revocations: memoryStore() });
		const sessions = createSessions<UntypedData>({ secret, store, maxAge: 600, clock: () => now });
		const ann = new Visitor(sessions);
		await ann.visit(async (session) => {
			await session.set('user', 1);
			await session.setMaxAge(20 * 86_400);
		});
		const { header } = ann;
		await ann.visit((session) => end(session, sessions));
		now += 19 * 86_400_000;
		await sessions.purgeExpired();
		assert.equal(await sessions.open(header, { readonly: true }).get('user'), null, ended);
		await sessions.close();
	}
});

test('a cookie session that was made when there was more room is read until it ends, also when it could be renewed', async () => {
	let now = 1_800_000_000_000;
	const options = { secret, maxAge: 600, clock: () => now };
	const ann = new Visitor(createSessions<UntypedData>({ ...options, store: cookieStore() }));
	await ann.visit((session) => session.set('text', 'x'.repeat(500)));
	const stricter = ann.copy(createSessions<UntypedData>({ ...options, store: cookieStore(), maxBytes: 100 }));
	now += 300_000;
	assert.equal((await stricter.visit((session) => session.get('text'))).length, 500);
	assert.equal(stricter.last.status, 200);
	assert.deepEqual(stricter.lastCookies, []);
});

test('revocations in a store that does not last are warned of', async () => {
	createSessions({ store: cookieStore({ revocations: memoryStore() }), secret });
	await new Promise((resolve) => setImmediate(resolve));
	assert.ok(warned.has('SOJOURN_REVOCATIONS_NOT_DURABLE'));
});
