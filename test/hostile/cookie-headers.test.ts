import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { cookieStore } from '../../packages/sojourn/src/cookie.ts';
import { createSessions, type SessionStore, type UntypedData } from '../../packages/sojourn/src/index.ts';
import { memoryStore } from '../../packages/sojourn/src/memory.ts';
import { countCalls } from '../../packages/sojourn/test/guarantees/count-calls.ts';
import { Visitor } from '../../packages/sojourn/test/guarantees/visitor.ts';
import { cookieHeaders } from './support/headers.ts';
import { type GenuineCookie, ownerByHand } from './support/reading.ts';

const name = '__Host-session';
const secret = 'a secret for tests, long enough to be one';
const otherSecret = 'another secret for tests, long enough too';
/** Bytes of a session that needs one cookie, two, three and four. */
const sizes = [10, 3000, 6000, 9000];

const records = countCalls(memoryStore());
const managerOf = (store: SessionStore, given = secret) =>
	createSessions<UntypedData>({ store, secret: given, cookie: { name: 'session' } });
/** Where sessions are kept, under one secret. */
const managers = {
	records: managerOf(records.store),
	oneCookie: managerOf(cookieStore({ pieces: 1 })),
	fourCookies: managerOf(cookieStore({ pieces: 4 })),
};
const strangers = [managerOf(memoryStore(), otherSecret), managerOf(cookieStore({ pieces: 4 }), otherSecret)];
after(() => Promise.all([...Object.values(managers), ...strangers].map((manager) => manager.close())));

async function visitorOf(manager: (typeof strangers)[number], who: string, bytes = 10): Promise<Visitor> {
	const visitor = new Visitor(manager);
	await visitor.visit(async (session) => {
		await session.set('who', who);
		// Random, so that the parts of no two cookies are the same.
		await session.set('ballast', Buffer.from(crypto.getRandomValues(new Uint8Array(bytes / 2))).toString('hex'));
	});
	return visitor;
}

const visitors = {
	records: await Promise.all(['ann', 'bob', 'eve'].map((who) => visitorOf(managers.records, who))),
	cookies: await Promise.all(
		sizes.flatMap((bytes) => ['ann', 'bob'].map((who) => visitorOf(managers.fourCookies, `${who} ${bytes}`, bytes))),
	),
	strangers: await Promise.all(
		strangers.flatMap((manager) => [visitorOf(manager, 'mallory'), visitorOf(manager, 'trudy')]),
	),
};

const genuine = async (list: readonly Visitor[]): Promise<GenuineCookie[]> =>
	Promise.all(
		list.map(async (visitor) => ({
			who: String(await visitor.visit((session) => session.get('who'))),
			pieces: [...visitor.cookies.values()],
		})),
	);
const ids = await genuine(visitors.records);
const sessionsInCookies = await genuine(visitors.cookies);
assert.deepEqual(new Set(sessionsInCookies.map(({ pieces }) => pieces.length)), new Set([1, 2, 3, 4]));

const headers = cookieHeaders({
	names: [
		...Array<string>(6).fill(name),
		...[1, 1, 2, 2, 3, 3, 4].map((piece) => `${name}.${piece}`),
		...['session', '__Secure-session', '__host-session', '__HOST-SESSION', `x${name}`, `${name}x`, `"${name}"`],
	],
	visitors: Object.values(visitors).flatMap((list) => list.map(({ cookies }) => [...cookies])),
});

/** What the headers of a run came to: a run whose headers are all of one kind would show nothing. */
class Tally {
	readonly #owners = new Set<string>();
	#opened = 0;
	#all = 0;

	count(owner: string | null): void {
		this.#all += 1;
		if (owner === null) return;
		this.#opened += 1;
		this.#owners.add(owner);
	}

	/** Checks that each of these visitors was seen, and enough headers that open nothing. */
	check(cookies: readonly GenuineCookie[]): void {
		assert.deepEqual(this.#owners, new Set(cookies.map(({ who }) => who)));
		assert.ok(this.#opened < this.#all * 0.75, `${this.#opened} of ${this.#all} headers open a session`);
	}
}

test('a Cookie header opens the session whose genuine cookie is in it, or none, and a forged id never costs a store call', async () => {
	const tally = new Tally();
	await fc.assert(
		fc.asyncProperty(headers, async (header) => {
			const owner = ownerByHand(header, name, ids);
			records.take();
			assert.equal(await managers.records.open(header).get('who'), owner);
			const { read, ...others } = records.take();
			assert.equal(read, owner === null ? 0 : 1, 'the store is asked for the genuine id, and for no other');
			assert.deepEqual(others, { create: 0, replace: 0, touch: 0, delete: 0 });
			tally.count(owner);
		}),
		{ numRuns: 50_000 },
	);
	tally.check(ids);
});

for (const [kind, pieces] of [
	['oneCookie', 1],
	['fourCookies', 4],
] as const) {
	test(`a Cookie header opens the cookie session that is whole in it, or none, with at most ${pieces} cookies each`, async () => {
		const readable = sessionsInCookies.filter((cookie) => cookie.pieces.length <= pieces);
		const tally = new Tally();
		await fc.assert(
			fc.asyncProperty(headers, async (header) => {
				const owner = ownerByHand(header, name, readable);
				assert.equal(await managers[kind].open(header).get('who'), owner);
				tally.count(owner);
			}),
			{ numRuns: 20_000 },
		);
		tally.check(readable);
	});
}

test('a visitor with whatever Cookie header is answered, and given no cookie of another', async () => {
	const tally = new Tally();
	const answers = Object.entries(managers).map(([kind, manager]) => ({
		genuine:
			kind === 'records' ? ids : sessionsInCookies.filter(({ pieces }) => kind !== 'oneCookie' || pieces.length === 1),
		answer: manager.handle(async (_, session) => new Response(String(await session.get('who')))),
	}));
	// What cannot be in a header of a Request does not reach a server either.
	const sendable = headers.map((header) => header.replaceAll(/[\0\r\n\u{100}-\u{10ffff}]/gu, ''));
	await fc.assert(
		fc.asyncProperty(sendable, fc.constantFrom(...answers), async (header, { genuine, answer }) => {
			const request = new Request('https://example.test/', { headers: { cookie: header } });
			const owner = ownerByHand(request.headers.get('cookie') ?? '', name, genuine);
			const response = await answer(request);
			assert.equal(response.status, 200);
			assert.equal(await response.text(), String(owner));
			assert.deepEqual(response.headers.getSetCookie(), []);
			tally.count(owner);
		}),
		{ numRuns: 10_000 },
	);
	tally.check([...ids, ...sessionsInCookies]);
});

test('of a header that is full of ids this server gave out, and whose sessions are over, four are looked for', async () => {
	const gone = await Promise.all(Array.from({ length: 20 }, () => visitorOf(managers.records, 'gone')));
	const header = gone.map((visitor) => visitor.header).join('; ');
	await Promise.all(gone.map((visitor) => visitor.visit((session) => session.destroy())));
	records.take();
	assert.equal(await managers.records.open(header).get('who'), null);
	assert.equal(records.take().read, 4);
});
