import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { cookieStore } from '../../packages/sojourn/src/cookie.ts';
import { createSessions, type Session, type UntypedData } from '../../packages/sojourn/src/index.ts';
import { memoryStore } from '../../packages/sojourn/src/memory.ts';
import { Visitor } from '../../packages/sojourn/test/guarantees/visitor.ts';
import { assertNoWorseThanLinear } from './support/growth.ts';

const secret = 'a secret for tests, long enough to be one';
const name = '__Host-session';

const overStore = createSessions<UntypedData>({ store: memoryStore(), secret });
const inCookies = createSessions<UntypedData>({ store: cookieStore({ pieces: 4 }), secret });
const auto = createSessions<UntypedData>({ store: memoryStore(), secret, cookie: { secure: 'auto' } });
after(() => Promise.all([overStore, inCookies, auto].map((manager) => manager.close())));

/** Text of so many bytes, as it comes from a socket: flat, and never seen before. */
function flat(parts: readonly string[], bytes: number): string {
	return Buffer.from(parts.join('').slice(0, bytes), 'latin1').toString('latin1');
}

/** So many bytes of a text that is repeated, with something before it and after it. */
const repeated =
	(unit: string, before = '', last = '') =>
	(bytes: number): string =>
		flat([before, unit.repeat(Math.ceil(bytes / unit.length)).slice(before.length + last.length), last], bytes);

/** Cookies whose values take up so many bytes together. */
const sharedBy =
	(names: readonly string[], unit = 'A') =>
	(bytes: number): string =>
		names.map((key) => `${key}=${repeated(unit)(Math.floor(bytes / names.length))}`).join('; ');

const pieces = [name, ...[1, 2, 3].map((piece) => `${name}.${piece}`)];

/** What a visitor may send to keep a server busy. */
const shapes: Readonly<Record<string, (bytes: number) => string>> = {
	'only semicolons': repeated(';'),
	'only semicolons, and an equals sign at the end': repeated(';', '', `=${name}`),
	'only equals signs': repeated('='),
	'equals signs and semicolons in turn': repeated('=;', name),
	'semicolons before each equals sign': repeated(';;;;;;;;=', name),
	'only spaces': repeated(' '),
	'spaces and tabs around our name': repeated(' \t', `${name}=`, `;${name}=A`),
	'spaces before a value': repeated(' ', `${name}=`, 'A'),
	'spaces after a value': repeated(' ', `${name}=A`, ';'),
	'spaces in a name': repeated(' ', 'a', `${name}=A`),
	'spaces within a value': repeated('A   ', `${name}=`),
	'cookies of our name': repeated(`${name}=A;`),
	'cookies of our name with values of the right length': repeated(`${name}=${'A'.repeat(70)};`),
	'cookies of our name without a value': repeated(`${name}=;`),
	'our name again and again': repeated(name),
	'the name of a piece again and again': repeated(`${name}.1`),
	'pieces without a first one': repeated(`${name}.1=A; ${name}.2=A; ${name}.3=A; `),
	'many of every piece': repeated(pieces.map((piece) => `${piece}=A; `).join('')),
	'one value as long as the header': sharedBy([name]),
	'one quoted value as long as the header': sharedBy([name], '"\\"'),
	'one percent-encoded value as long as the header': sharedBy([name], '%41'),
	'four pieces as long as the header': sharedBy(pieces),
	'four first pieces and three more, as long as the header': sharedBy([name, name, name, ...pieces]),
	'other names': repeated('a=b; '),
	'many different names': (bytes) =>
		flat(
			Array.from({ length: Math.ceil(bytes / 8) }, (_, index) => `${index}=;`.padStart(9, 'n')),
			bytes,
		),
	'one name as long as the header': repeated('n', '', '=A'),
	'names of every object': repeated('__proto__=A; constructor=A; '),
	'bytes beyond ASCII': repeated('\u{fe}\u{ff}', `${name}=`),
	controls: repeated('\0\u{1}\u{7f}', `${name}=`),
};

const split = await splitSession();

/** The cookies of a visitor whose session is split over several. */
async function splitSession(): Promise<string> {
	const visitor = new Visitor(inCookies);
	await visitor.visit((session) => session.set('text', 'x'.repeat(9000)));
	assert.equal(visitor.cookies.size, 4);
	return visitor.header;
}

for (const [kind, manager] of [
	['in a store', overStore],
	['in cookies', inCookies],
] as const) {
	test(`to look for a session ${kind} takes no more than in proportion to the Cookie header, whatever it is`, async () => {
		for (const [shape, make] of Object.entries(shapes)) {
			await assertNoWorseThanLinear(shape, (bytes) => {
				const header = make(bytes);
				return () => manager.open(header).get('text');
			});
		}
	});
}

/** Requests whose answers look for the pieces that a longer session may have left with the visitor. */
const answers: Readonly<Record<string, (header: string) => Promise<void>>> = {
	'a new session in a store': async (header) => {
		const session = overStore.open(header);
		await session.set('text', 'short');
		await demandCookies(overStore, session);
	},
	'the end of a session in cookies': async (header) => {
		const session = inCookies.open(`${split}; ${header}`);
		await session.destroy();
		await demandCookies(inCookies, session);
	},
};

async function demandCookies(manager: typeof overStore, session: Session<UntypedData>): Promise<void> {
	const headers = new Headers();
	await manager.commit(session, headers);
	assert.ok(headers.getSetCookie().length > 0);
}

for (const [answer, make] of Object.entries(answers)) {
	test(`the answer takes no more than in proportion to the Cookie header, whatever it is: ${answer}`, async () => {
		for (const [shape, shaped] of Object.entries(shapes)) {
			await assertNoWorseThanLinear(shape, (bytes) => {
				const header = shaped(bytes);
				return () => make(header);
			});
		}
	});
}

test('X-Forwarded-Proto and Host take no more than in proportion to their length, whatever they are', async () => {
	const values: Readonly<Record<string, (bytes: number) => string>> = {
		'only commas': repeated(','),
		'only spaces': repeated(' '),
		'https among spaces': repeated(' ', '', 'https'),
		'spaces after https': repeated(' ', 'https', 'x'),
		'http and commas': repeated(',', 'http'),
		'an address without an end': repeated('1', '127.'),
		'an address of dots and digits': repeated('1.', '127.'),
		'a port without an end': repeated('1', 'localhost:', 'x'),
		brackets: repeated('[::1]'),
	};
	for (const [shape, make] of Object.entries(values)) {
		await assertNoWorseThanLinear(shape, (bytes) => {
			const value = make(bytes);
			return async () => {
				const session = auto.open({ headers: { host: value, 'x-forwarded-proto': value } });
				await session.set('text', 'short');
				await demandCookies(auto, session);
			};
		});
	}
});
