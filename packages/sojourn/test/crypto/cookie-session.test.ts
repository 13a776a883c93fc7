import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKeyRing } from '../../src/crypto/key-ring.ts';
import { nonceHalfOf, toHex, withCharacter } from './support/bytes.ts';
import { implementations } from './support/implementations.ts';
import { context, foreign, newest, pairsOf, ringsOf } from './support/rings.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const plaintext = Buffer.from('{"user":{"id":1},"basket":["a","b"]}');
const hour = 3_600_000;

for (const [pair, seals, opens] of pairsOf([newest])) {
	test(`a cookie session comes back as it went in: ${pair}`, async () => {
		const contexts = fc.constantFrom(context, 'session', 'größe', '');
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), contexts, async (bytes, name) => {
				const text = await seals.sealCookieSession(bytes, name);
				assert.match(text, /^[A-Za-z0-9_-]+$/);
				assert.equal(text.length, seals.cookieSessionLength(bytes.length));
				const opened = await opens.openCookieSession(text, name);
				assert.equal(toHex(opened?.bytes), toHex(bytes));
				assert.equal(opened?.current, true);
			}),
			{ numRuns: 50 },
		);
	});
}

for (const [implementation, ring] of ringsOf([newest])) {
	test(`a cookie session with any one character changed does not open over ${implementation}`, async () => {
		const text = await ring.sealCookieSession(plaintext, context);
		const place = fc.nat(text.length - 1);
		await fc.assert(
			fc.asyncProperty(place, fc.constantFrom(...alphabet, '=', '+', ' ', 'é'), async (index, character) => {
				fc.pre(text[index] !== character);
				assert.equal(await ring.openCookieSession(withCharacter(text, index, character), context), null);
			}),
			{ numRuns: 1000 },
		);
	});

	test(`a cookie session that is cut, lengthened or padded does not open over ${implementation}`, async () => {
		const text = await ring.sealCookieSession(plaintext, context);
		for (let length = 0; length < text.length; length += 1) {
			assert.equal(await ring.openCookieSession(text.slice(0, length), context), null);
		}
		for (const longer of [`${text}A`, `${text}AA`, `${text}=`, ` ${text}`, text + text]) {
			assert.equal(await ring.openCookieSession(longer, context), null);
		}
	});

	test(`a cookie session opens under its own name only over ${implementation}`, async () => {
		const text = await ring.sealCookieSession(plaintext, context);
		for (const other of ['', 'session', '__host-session', `${context} `]) {
			assert.equal(await ring.openCookieSession(text, other), null);
		}
	});

	test(`a cookie session of another server does not open over ${implementation}`, async () => {
		for (const [, other] of ringsOf([foreign])) {
			assert.equal(await ring.openCookieSession(await other.sealCookieSession(plaintext, context), context), null);
		}
	});

	test(`a cookie of one kind is never taken for one of another over ${implementation}`, async () => {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		const idCookie = await ring.sealIdCookie(id, context);
		const record = await ring.records(id, key).seal(plaintext);
		const cookieSession = await ring.sealCookieSession(new Uint8Array(8), context);
		assert.equal(cookieSession.length, idCookie.length);
		assert.equal(await ring.openCookieSession(idCookie, context), null);
		assert.equal(await ring.openIdCookie(cookieSession, context), null);
		assert.equal(await ring.openCookieSession(Buffer.from(record).toString('base64url'), context), null);
		assert.equal(await ring.records(id, key).open(Buffer.from(cookieSession, 'base64url')), null);
	});

	test(`no text is taken for a cookie session, and none throws, over ${implementation}`, async () => {
		const character = fc.constantFrom(...alphabet);
		const header = (await ring.sealCookieSession(plaintext, context)).slice(0, 5);
		const ofRightHeader = fc.string({ unit: character, maxLength: 300 }).map((rest) => header + rest);
		const anything = fc.oneof(
			fc.string({ unit: character, maxLength: 300 }),
			ofRightHeader,
			fc.string({ unit: 'binary' }),
		);
		await fc.assert(
			fc.asyncProperty(anything, async (text) => {
				assert.equal(await ring.openCookieSession(text, context), null);
			}),
			{ numRuns: 500 },
		);
	});

	test(`four full cookies open, and more is refused unread, over ${implementation}`, async () => {
		const full = await ring.sealCookieSession(new Uint8Array(12_240), context);
		assert.ok(full.length > 4 * 4080);
		assert.equal((await ring.openCookieSession(full, context))?.bytes.length, 12_240);
		const overLong = await ring.sealCookieSession(new Uint8Array(13_100), context);
		assert.equal(await ring.openCookieSession(overLong, context), null);
	});

	test(`cookies of many servers with one secret all open, in any order, over ${implementation}`, async () => {
		const servers = Array.from({ length: 150 }, () => ringsOf([newest])).flat();
		const texts = await Promise.all(
			servers.map(async ([, server], index) => server.sealCookieSession(Buffer.from(`${index}`), context)),
		);
		for (const [index, text] of [...texts.entries(), ...[...texts.entries()].reverse()]) {
			const opened = await ring.openCookieSession(text, context);
			assert.equal(Buffer.from(opened?.bytes ?? []).toString(), `${index}`);
		}
	});
}

for (const [implementation, primitives] of implementations) {
	test(`no two cookie sessions have one nonce over ${implementation}`, async () => {
		const ring = createKeyRing([newest], { primitives });
		const nonces = new Set<string>();
		for (let round = 0; round < 1000; round += 1) {
			const text = await ring.sealCookieSession(plaintext, context);
			nonces.add(Buffer.from(text, 'base64url').subarray(4, 28).toString('hex'));
		}
		assert.equal(nonces.size, 1000);
	});

	test(`a derived key serves for an hour at most, whichever way the clock goes, over ${implementation}`, async () => {
		let now = 1_800_000_000_000;
		const ring = createKeyRing([newest], { primitives, clock: () => now });
		const half = async (): Promise<string> => nonceHalfOf(await ring.sealCookieSession(plaintext, context));
		const first = await half();
		now += hour - 1;
		assert.equal(await half(), first);
		now += 1;
		const second = await half();
		assert.notEqual(second, first);
		now -= 1;
		const third = await half();
		assert.notEqual(third, second);
		assert.equal(await half(), third);
	});
}
