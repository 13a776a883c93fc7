import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyRing } from '../../src/crypto/key-ring.ts';
import { fromHex, scriptedRandom, toHex } from './support/bytes.ts';
import { goldenRings, secretsOf } from './support/golden.ts';
import { implementations } from './support/implementations.ts';
import { newest } from './support/rings.ts';

for (const [implementation, primitives] of implementations) {
	test(`what format 1 sealed still opens after a rotation over ${implementation}`, async () => {
		const older = goldenRings.flatMap(({ secret }) => (secret === null ? [] : [secret]));
		const ring = createKeyRing([newest, ...older], { primitives });
		for (const golden of goldenRings.filter(({ secret }) => secret !== null)) {
			for (const { id, text } of golden.idCookies) {
				const opened = await ring.openIdCookie(text);
				assert.deepEqual([toHex(opened?.id), opened?.current], [id, false]);
			}
			for (const { id, storeKey, plaintext, data } of golden.records) {
				const opened = await ring.openRecord(fromHex(id), storeKey, fromHex(data));
				assert.deepEqual([toHex(opened?.plaintext), opened?.current], [plaintext, false]);
			}
			for (const { context, plaintext, text } of golden.cookieSessions) {
				const opened = await ring.openCookieSession(text, context);
				assert.deepEqual([toHex(opened?.plaintext), opened?.current], [plaintext, false]);
			}
		}
	});

	for (const golden of goldenRings) {
		const secrets = secretsOf(golden);
		const under = `under ${golden.secret === null ? 'no secret' : `"${golden.secret}"`}, over ${implementation}`;

		test(`what format 1 sealed still opens ${under}`, async () => {
			const ring = createKeyRing(secrets, { primitives });
			for (const { id, text, storeKey } of golden.idCookies) {
				assert.equal(toHex((await ring.openIdCookie(text))?.id), id);
				assert.equal(await ring.storeKey(fromHex(id)), storeKey);
			}
			for (const { id, storeKey, plaintext, data } of golden.records) {
				assert.equal(toHex((await ring.openRecord(fromHex(id), storeKey, fromHex(data)))?.plaintext), plaintext);
			}
			for (const { context, plaintext, text } of golden.cookieSessions) {
				assert.equal(toHex((await ring.openCookieSession(text, context))?.plaintext), plaintext);
			}
			for (const { subject, tag } of golden.subjects) {
				assert.deepEqual(await ring.subjectTags(subject), [tag]);
			}
		});

		test(`this version seals format 1, byte for byte, ${under}`, async () => {
			for (const { id, text } of golden.idCookies) {
				assert.equal(await createKeyRing(secrets, { primitives }).sealIdCookie(fromHex(id)), text);
			}
			for (const { id, storeKey, nonce, plaintext, data } of golden.records) {
				const ring = createKeyRing(secrets, { primitives, random: scriptedRandom(fromHex(nonce)) });
				assert.equal(toHex(await ring.sealRecord(fromHex(id), storeKey, fromHex(plaintext))), data);
			}
			for (const { context, nonce, plaintext, text } of golden.cookieSessions) {
				const ring = createKeyRing(secrets, { primitives, random: scriptedRandom(fromHex(nonce)) });
				assert.equal(await ring.sealCookieSession(fromHex(plaintext), context), text);
			}
		});
	}
}
