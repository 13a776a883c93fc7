import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyRing } from '../../src/crypto/key-ring.ts';
import type { Primitives } from '../../src/crypto/primitives.ts';
import { withCharacter } from './support/bytes.ts';
import { implementations } from './support/implementations.ts';
import { context, newest } from './support/rings.ts';

const plaintext = Buffer.from('what a session holds');
const keysKept = 64;

interface Counted {
	readonly primitives: Primitives;
	/** How many texts were decoded. */
	decoded: number;
	/** How many keys for AES-256-GCM were made. */
	cipherKeys: number;
}

/** The same primitives, with a count of what they are asked for. */
function count(inner: Primitives): Counted {
	const counted: Counted = {
		decoded: 0,
		cipherKeys: 0,
		primitives: {
			...inner,
			decodeBase64Url(text) {
				counted.decoded += 1;
				return inner.decodeBase64Url(text);
			},
			cipherKey(bytes) {
				counted.cipherKeys += 1;
				return inner.cipherKey(bytes);
			},
		},
	};
	return counted;
}

for (const [implementation, inner] of implementations) {
	test(`a text of the wrong length is refused before it is read over ${implementation}`, async () => {
		const counted = count(inner);
		const ring = createKeyRing([newest], counted);
		for (const length of [0, 1, 69, 71, 1_000_000])
			assert.equal(await ring.openIdCookie('A'.repeat(length), context), null);
		assert.equal(await ring.openCookieSession('A'.repeat(1_000_000), context), null);
		assert.equal(counted.decoded, 0);
	});

	test(`cookies sealed one after the other derive one key over ${implementation}`, async () => {
		const counted = count(inner);
		const ring = createKeyRing([newest], counted);
		const texts: string[] = [];
		for (let round = 0; round < 50; round += 1) texts.push(await ring.sealCookieSession(plaintext, context));
		for (const text of texts) assert.notEqual(await ring.openCookieSession(text, context), null);
		assert.equal(counted.cipherKeys, 1);
	});

	test(`a derived key is kept for the next cookie, and forged ones do not push it out, over ${implementation}`, async () => {
		const counted = count(inner);
		const ring = createKeyRing([newest], counted);
		const text = await createKeyRing([newest], { primitives: inner }).sealCookieSession(plaintext, context);
		assert.notEqual(await ring.openCookieSession(text, context), null);
		for (let round = 0; round < 2 * keysKept; round += 1) {
			const other = await createKeyRing([newest], { primitives: inner }).sealCookieSession(plaintext, context);
			const forged = withCharacter(other, 40, other[40] === 'A' ? 'B' : 'A');
			assert.equal(await ring.openCookieSession(forged, context), null);
		}
		const derivedBefore = counted.cipherKeys;
		assert.notEqual(await ring.openCookieSession(text, context), null);
		assert.equal(counted.cipherKeys, derivedBefore);
	});

	test(`no more than ${keysKept} derived keys are kept over ${implementation}`, async () => {
		const counted = count(inner);
		const ring = createKeyRing([newest], counted);
		const texts = await Promise.all(
			Array.from({ length: keysKept + 1 }, async () =>
				createKeyRing([newest], { primitives: inner }).sealCookieSession(plaintext, context),
			),
		);
		for (const text of texts) assert.notEqual(await ring.openCookieSession(text, context), null);
		for (const text of texts.slice(1)) assert.notEqual(await ring.openCookieSession(text, context), null);
		assert.equal(counted.cipherKeys, keysKept + 1);
		assert.notEqual(await ring.openCookieSession(texts[0] ?? '', context), null);
		assert.equal(counted.cipherKeys, keysKept + 2);
	});
}
