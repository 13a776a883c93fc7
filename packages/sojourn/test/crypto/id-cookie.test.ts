import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKeyRing } from '../../src/crypto/key-ring.ts';
import { toHex, withCharacter } from './support/bytes.ts';
import { implementations } from './support/implementations.ts';
import { context, foreign, newest, pairsOf, ringsOf } from './support/rings.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

for (const [pair, seals, opens] of pairsOf([newest])) {
	test(`an id comes back from its cookie: ${pair}`, async () => {
		const id = seals.newId();
		const text = await seals.sealIdCookie(id, context);
		assert.match(text, /^[A-Za-z0-9_-]{70}$/);
		const opened = await opens.openIdCookie(text, context);
		assert.equal(toHex(opened?.bytes), toHex(id));
		assert.equal(opened?.current, true);
	});
}

for (const [implementation, ring] of ringsOf([newest])) {
	test(`a store key is the SHA-256 of the id, and no valid cookie, over ${implementation}`, async () => {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		assert.equal(key, createHash('sha256').update(id).digest('hex'));
		assert.equal(await ring.openIdCookie(key, context), null);
		assert.equal(await ring.openIdCookie(Buffer.from(key, 'hex').toString('base64url'), context), null);
	});

	test(`an id cookie with any one character changed is refused over ${implementation}`, async () => {
		const text = await ring.sealIdCookie(ring.newId(), context);
		for (let index = 0; index < text.length; index += 1) {
			for (const character of `${alphabet}=+/ é\0`) {
				if (character === text[index]) continue;
				assert.equal(await ring.openIdCookie(withCharacter(text, index, character), context), null);
			}
		}
	});

	test(`an id cookie that is cut, lengthened or padded is refused over ${implementation}`, async () => {
		const text = await ring.sealIdCookie(ring.newId(), context);
		for (let cut = 0; cut < text.length; cut += 1) {
			assert.equal(await ring.openIdCookie(text.slice(0, cut), context), null);
			assert.equal(await ring.openIdCookie(text.slice(cut + 1), context), null);
		}
		for (const longer of [`${text}A`, `${text}=`, `${text}==`, ` ${text}`, `${text} `, `"${text}"`, text + text]) {
			assert.equal(await ring.openIdCookie(longer, context), null);
		}
	});

	test(`an id cookie of another server is refused over ${implementation}`, async () => {
		for (const [, other] of ringsOf([foreign])) {
			assert.equal(await ring.openIdCookie(await other.sealIdCookie(other.newId(), context), context), null);
		}
	});

	test(`an id cookie of another name is refused over ${implementation}`, async () => {
		const text = await ring.sealIdCookie(ring.newId(), context);
		for (const name of ['session', '__Secure-session', '__Host-admin', `${context} `, context.toLowerCase(), '']) {
			assert.equal(await ring.openIdCookie(text, name), null);
		}
	});

	test(`no text is taken for an id cookie, and none throws, over ${implementation}`, async () => {
		const character = fc.constantFrom(...alphabet);
		const header = (await ring.sealIdCookie(ring.newId(), context)).slice(0, 5);
		const ofRightLength = fc.string({ unit: character, minLength: 70, maxLength: 70 });
		const ofRightHeader = fc.string({ unit: character, minLength: 65, maxLength: 65 }).map((rest) => header + rest);
		const anything = fc.oneof(ofRightLength, ofRightHeader, fc.string(), fc.string({ unit: 'binary', minLength: 70 }));
		await fc.assert(
			fc.asyncProperty(anything, async (text) => {
				assert.equal(await ring.openIdCookie(text, context), null);
			}),
			{ numRuns: 1000 },
		);
	});

	test(`a cookie is made for 32 bytes and nothing else over ${implementation}`, async () => {
		for (const length of [0, 1, 31, 33, 64]) {
			await assert.rejects(async () => ring.sealIdCookie(new Uint8Array(length), context), TypeError);
		}
	});
}

for (const [implementation, primitives] of implementations) {
	test(`the whole tag is compared in constant time, right or wrong, over ${implementation}`, async () => {
		const compared: number[] = [];
		const ring = createKeyRing([newest], {
			primitives: {
				...primitives,
				equal(left, right) {
					compared.push(left.length, right.length);
					return primitives.equal(left, right);
				},
			},
		});
		const text = await ring.sealIdCookie(ring.newId(), context);
		// Of the last character's six bits the cookie has two.
		const last = text.endsWith('A') ? 'Q' : 'A';
		for (const [cookie, opens] of [
			[text, true],
			[text.slice(0, -1) + last, false],
			[withCharacter(text, 40, text[40] === 'A' ? 'B' : 'A'), false],
		] as const) {
			compared.length = 0;
			assert.equal((await ring.openIdCookie(cookie, context)) !== null, opens);
			assert.deepEqual(compared, [16, 16]);
		}
	});
}
