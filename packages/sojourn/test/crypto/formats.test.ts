import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { test } from 'node:test';
import { goldenRings } from './support/golden.ts';

/*
 * docs/formats.md followed step by step with nothing but node:crypto, on the golden values: another program
 * that follows the page reads and writes the same bytes.
 */

function fromHex(digits: string): Buffer {
	return Buffer.from(digits, 'hex');
}

function derive(secret: string | null, purpose: string, length = 32): Buffer {
	return Buffer.from(hkdfSync('sha256', secret ?? '', 'sojourn/1', purpose, length));
}

function headerOf(secret: string | null): Buffer {
	return Buffer.concat([Buffer.of(0x01), derive(secret, 'key id', 3)]);
}

function hmac(key: Buffer, ...message: Buffer[]): Buffer {
	return createHmac('sha256', key).update(Buffer.concat(message)).digest();
}

function openGcm(key: Buffer, nonce: Buffer, sealed: Buffer, additionalData: Buffer): string {
	const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
	decipher.setAAD(additionalData).setAuthTag(sealed.subarray(sealed.length - 16));
	return decipher.update(sealed.subarray(0, sealed.length - 16), undefined, 'hex') + decipher.final('hex');
}

/** Section "Detailed key derivation algorithm" of https://c2sp.org/XAES-256-GCM, in whole numbers. */
function xaesKey(key: Buffer, nonce: Buffer): Buffer {
	const encrypt = (block: bigint): Buffer => {
		const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
		return cipher.update(block.toString(16).padStart(32, '0'), 'hex');
	};
	const l = BigInt(`0x${encrypt(0n).toString('hex')}`);
	const k1 = BigInt.asUintN(128, l << 1n) ^ (l >> 127n === 1n ? 0x87n : 0n);
	const context = nonce.subarray(0, 12).toString('hex');
	return Buffer.concat(['0001', '0002'].map((counter) => encrypt(BigInt(`0x${counter}5800${context}`) ^ k1)));
}

for (const { secret, idCookies, records, cookieSessions, subjects } of goldenRings) {
	const under = secret === null ? 'without a secret' : `under "${secret}"`;
	const header = headerOf(secret);

	test(`an id cookie is laid out as the page on formats says, ${under}`, () => {
		for (const { id, name, text, storeKey } of idCookies) {
			const tag = hmac(derive(secret, `id cookie ${name}`), header, fromHex(id)).subarray(0, 16);
			assert.equal(text, Buffer.concat([header, fromHex(id), tag]).toString('base64url'));
			assert.equal(storeKey, createHash('sha256').update(fromHex(id)).digest('hex'));
		}
	});

	test(`a record is laid out as the page on formats says, ${under}`, () => {
		for (const { id, storeKey, nonce, plaintext, data } of records) {
			const bytes = fromHex(data);
			const key = hmac(derive(secret, 'record'), fromHex(id), Buffer.of(0x01));
			assert.deepEqual(bytes.subarray(0, 16), Buffer.concat([header, fromHex(nonce)]));
			const additionalData = Buffer.concat([header, Buffer.from(storeKey, 'ascii')]);
			assert.equal(openGcm(key, fromHex(nonce), bytes.subarray(16), additionalData), plaintext);
		}
	});

	test(`a cookie session is laid out as the page on formats says, ${under}`, () => {
		for (const { context, nonce, plaintext, text } of cookieSessions) {
			const bytes = Buffer.from(text, 'base64url');
			const nonceBytes = fromHex(nonce);
			assert.deepEqual(bytes.subarray(0, 28), Buffer.concat([header, nonceBytes]));
			const key = xaesKey(derive(secret, 'cookie session'), nonceBytes);
			const additionalData = Buffer.concat([header, Buffer.from(context, 'utf8')]);
			assert.equal(openGcm(key, nonceBytes.subarray(12), bytes.subarray(28), additionalData), plaintext);
		}
	});

	test(`a subject is stored as the page on formats says, ${under}`, () => {
		for (const { subject, tag } of subjects) {
			assert.equal(tag, hmac(derive(secret, 'subject'), Buffer.from(subject, 'utf8')).toString('base64url'));
		}
	});
}
