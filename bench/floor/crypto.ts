// The crypto of a session by hand: the same primitives, in the same number, as docs/formats.md asks for.

import {
	createCipheriv,
	createDecipheriv,
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

/** A key of HMAC-SHA-256 (RFC 2104) for messages of one length: its two blocks, with room for what is hashed behind them. */
interface MacKey {
	readonly inner: Buffer;
	readonly outer: Buffer;
}

const hashBlock = 64;
const hashLength = 32;

function secretFor(purpose: string): Buffer {
	return hash('sha256', `the floor's key for ${purpose}`, 'buffer');
}

function macKeyFor(purpose: string, messageLength: number): MacKey {
	const key = Buffer.concat([secretFor(purpose), Buffer.alloc(hashBlock - hashLength)]);
	const block = (pad: number, room: number): Buffer =>
		Buffer.concat([key.map((byte) => byte ^ pad), Buffer.alloc(room)]);
	return { inner: block(0x36, messageLength), outer: block(0x5c, hashLength) };
}

const cookieKey = macKeyFor('id cookies', signedLength);
const recordKey = macKeyFor('records', idLength + 1);
const sessionKey = createSecretKey(secretFor('cookie sessions'));

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

/** HMAC out of its two hashes. A digest as text, copied into pooled memory, costs less than one in memory of its own. */
function mac({ inner, outer }: MacKey, message: Buffer): Buffer {
	inner.set(message, hashBlock);
	outer.write(hash('sha256', inner, 'binary'), hashBlock, 'binary');
	return Buffer.from(hash('sha256', outer, 'binary'), 'binary');
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
