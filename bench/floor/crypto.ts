// The crypto of a session by hand: the same primitives, in the same number, as docs/formats.md asks for.

import {
	createCipheriv,
	createDecipheriv,
	createHmac,
	createSecretKey,
	hash,
	type KeyObject,
	randomFillSync,
	timingSafeEqual,
} from 'node:crypto';

const gcm = 'aes-256-gcm';
const header = Buffer.of(1, 10, 20, 30);
const idLength = 32;
const tagLength = 16;
const nonceLength = 12;
const signedLength = header.length + idLength;
const cookieLength = signedLength + tagLength;

function keyFor(purpose: string): KeyObject {
	return createSecretKey(hash('sha256', `the floor's key for ${purpose}`, 'buffer'));
}

const cookieKey = keyFor('id cookies');
const recordKey = keyFor('records');
const sessionKey = keyFor('cookie sessions');

const pool = Buffer.alloc(4096);
let used = pool.length;

/** Random bytes, from a pool that is filled at once. */
export function random(length: number): Buffer {
	if (used + length > pool.length) {
		randomFillSync(pool);
		used = 0;
	}
	used += length;
	return Buffer.from(pool.subarray(used - length, used));
}

/** The value of an id cookie: format and key id, id, tag. */
export function sealId(id: Buffer): string {
	const signed = Buffer.concat([header, id]);
	return Buffer.concat([signed, mac(cookieKey, signed).subarray(0, tagLength)]).toString('base64url');
}

/** The id in a cookie's value, or null. */
export function openId(value: string): Buffer | null {
	const cookie = Buffer.from(value, 'base64url');
	if (cookie.length !== cookieLength || cookie.toString('base64url') !== value) return null;
	const code = mac(cookieKey, cookie.subarray(0, signedLength));
	if (!timingSafeEqual(code.subarray(0, tagLength), cookie.subarray(signedLength))) return null;
	return cookie.subarray(header.length, signedLength);
}

/** What a record is stored under. */
export function storeKey(id: Buffer): string {
	return hash('sha256', id, 'hex');
}

/** A record's bytes, sealed under a key of its session. */
export function sealRecord(id: Buffer, key: string, plaintext: Buffer): Buffer {
	return seal(keyOfRecord(id), Buffer.concat([header, random(nonceLength)]), plaintext, additionalData(key));
}

/** The bytes of a record, or an error. */
export function openRecord(id: Buffer, key: string, data: Buffer): Buffer {
	return open(keyOfRecord(id), data, header.length + nonceLength, additionalData(key));
}

const nonceHalf = Buffer.alloc(nonceLength, 7);
const cookiePrefix = Buffer.concat([header, nonceHalf]);
const cookieContext = additionalData('session');

/** A whole session as a cookie's value; the key derived from the first half of its nonce is kept. */
export function sealSession(plaintext: Buffer): string {
	const prefix = Buffer.concat([cookiePrefix, random(nonceLength)]);
	return seal(sessionKey, prefix, plaintext, cookieContext).toString('base64url');
}

/** The session in a cookie's value, or an error. */
export function openSession(value: string): Buffer {
	const cookie = Buffer.from(value, 'base64url');
	if (cookie.toString('base64url') !== value) throw new Error('This is no cookie of ours.');
	return open(sessionKey, cookie, cookiePrefix.length + nonceLength, cookieContext);
}

function keyOfRecord(id: Buffer): KeyObject {
	return createSecretKey(mac(recordKey, Buffer.concat([id, Buffer.of(1)])));
}

/** A digest as text, copied into pooled memory, costs less than one in memory of its own. */
function mac(key: KeyObject, message: Buffer): Buffer {
	return Buffer.from(createHmac('sha256', key).update(message).digest('binary'), 'binary');
}

function additionalData(context: string): Buffer {
	return Buffer.concat([header, Buffer.from(context)]);
}

function seal(key: KeyObject, prefix: Buffer, plaintext: Buffer, additional: Buffer): Buffer {
	const cipher = createCipheriv(gcm, key, prefix.subarray(-nonceLength), { authTagLength: tagLength });
	cipher.setAAD(additional);
	const ciphertext = cipher.update(plaintext);
	cipher.final();
	return Buffer.concat([prefix, ciphertext, cipher.getAuthTag()]);
}

function open(key: KeyObject, sealed: Buffer, prefixLength: number, additional: Buffer): Buffer {
	const nonce = sealed.subarray(prefixLength - nonceLength, prefixLength);
	const decipher = createDecipheriv(gcm, key, nonce, { authTagLength: tagLength });
	decipher.setAAD(additional);
	decipher.setAuthTag(sealed.subarray(-tagLength));
	const plaintext = decipher.update(sealed.subarray(prefixLength, -tagLength));
	decipher.final();
	return plaintext;
}
