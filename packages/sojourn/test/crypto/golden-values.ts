import { createKeyRing } from '../../src/crypto/key-ring.ts';
import type { Primitives } from '../../src/crypto/primitives.ts';
import { equal } from '../../src/testing/expect.ts';
import type { TestFunction } from '../../src/testing/store.ts';
import { fromHex, scriptedRandom, toHex } from './support/bytes.ts';
import { type GoldenRing, goldenRings, secretsOf } from './support/golden.ts';

/** Primitives, and what titles call them. */
export type Implementation = readonly [name: string, primitives: Primitives];

const newerSecret = 'a-secret-that-took-the-place-of-the-golden-ones';

/** Registers the tests of what format 1 sealed once, over each of the implementations. */
export function testGoldenValues(test: TestFunction, implementations: readonly Implementation[]): void {
	for (const implementation of implementations) {
		const [name] = implementation;
		test(`what format 1 sealed still opens after a rotation over ${name}`, () => openAfterRotation(implementation));
		for (const golden of goldenRings) {
			const under = `under ${golden.secret === null ? 'no secret' : `"${golden.secret}"`}, over ${name}`;
			test(`what format 1 sealed still opens ${under}`, () => openAll(golden, implementation));
			test(`this version seals format 1, byte for byte, ${under}`, () => sealAll(golden, implementation));
		}
	}
}

async function openAfterRotation([, primitives]: Implementation): Promise<void> {
	const older = goldenRings.flatMap(({ secret }) => (secret === null ? [] : [secret]));
	const ring = createKeyRing([newerSecret, ...older], { primitives });
	for (const golden of goldenRings.filter(({ secret }) => secret !== null)) {
		for (const { id, name, text } of golden.idCookies) {
			const opened = await ring.openIdCookie(text, name);
			equal([toHex(opened?.bytes), opened?.current], [id, false], 'The id cookie opens as an older one.');
		}
		for (const { id, storeKey, plaintext, data } of golden.records) {
			const opened = await ring.records(fromHex(id), storeKey).open(fromHex(data));
			equal([toHex(opened?.bytes), opened?.current], [plaintext, false], 'The record opens as an older one.');
		}
		for (const { context, plaintext, text } of golden.cookieSessions) {
			const opened = await ring.openCookieSession(text, context);
			equal([toHex(opened?.bytes), opened?.current], [plaintext, false], 'The cookie opens as an older one.');
		}
	}
}

async function openAll(golden: GoldenRing, [, primitives]: Implementation): Promise<void> {
	const ring = createKeyRing(secretsOf(golden), { primitives });
	for (const { id, name, text, storeKey } of golden.idCookies) {
		equal(toHex((await ring.openIdCookie(text, name))?.bytes), id, 'The id cookie opens.');
		equal(await ring.storeKey(fromHex(id)), storeKey, 'The id has the same key in the store.');
	}
	for (const { id, storeKey, plaintext, data } of golden.records) {
		const opened = await ring.records(fromHex(id), storeKey).open(fromHex(data));
		equal(toHex(opened?.bytes), plaintext, 'The record opens.');
	}
	for (const { context, plaintext, text } of golden.cookieSessions) {
		equal(toHex((await ring.openCookieSession(text, context))?.bytes), plaintext, 'The cookie session opens.');
	}
	for (const { subject, tag } of golden.subjects) {
		equal(await ring.subjectTags(subject), [tag], 'The subject has the same tag.');
	}
}

async function sealAll(golden: GoldenRing, [, primitives]: Implementation): Promise<void> {
	const secrets = secretsOf(golden);
	for (const { id, name, text } of golden.idCookies) {
		equal(
			await createKeyRing(secrets, { primitives }).sealIdCookie(fromHex(id), name),
			text,
			'The id cookie is the same.',
		);
	}
	for (const { id, storeKey, nonce, plaintext, data } of golden.records) {
		const ring = createKeyRing(secrets, { primitives, random: scriptedRandom(fromHex(nonce)) });
		equal(toHex(await ring.records(fromHex(id), storeKey).seal(fromHex(plaintext))), data, 'The record is the same.');
	}
	for (const { context, nonce, plaintext, text } of golden.cookieSessions) {
		const ring = createKeyRing(secrets, { primitives, random: scriptedRandom(fromHex(nonce)) });
		equal(await ring.sealCookieSession(fromHex(plaintext), context), text, 'The cookie session is the same.');
	}
}
