import assert from 'node:assert/strict';
import { createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { test } from 'node:test';
import golden from '../../../packages/sojourn/test/golden/sessions-format-1.json' with { type: 'json' };
import { cut, type Parts, rowsUnder } from './page.ts';

const { secret, now, onTheServer, inCookies } = golden;

const cookieName = '__Host-session';

/** The key of a row of the table; of the cookie's name where the row asks for one. */
function key(purpose: string): Buffer {
	const [, length] = rowsUnder('Keys').find(([name]) => name === `\`${purpose}\``) ?? [];
	const info = purpose.replace('<name>', cookieName);
	return Buffer.from(hkdfSync('sha256', secret, 'sojourn/1', info, Number(length)));
}

function hmac(macKey: Buffer, ...message: (Buffer | string)[]): Buffer {
	const mac = createHmac('sha256', macKey);
	for (const part of message) mac.update(part);
	return mac.digest();
}

/** The format and the key id, which stand at the head and in the additional data. */
function headerOf(part: Parts): Buffer {
	const header = Buffer.concat([part('format'), part('key id')]);
	assert.deepEqual(header, Buffer.concat([Buffer.of(1), key('key id')]));
	return header;
}

function openGcm(gcmKey: Buffer, nonce: Buffer, sealed: Parts, additionalData: Buffer): Buffer {
	const decipher = createDecipheriv('aes-256-gcm', gcmKey, nonce).setAAD(additionalData).setAuthTag(sealed('tag'));
	return Buffer.concat([decipher.update(sealed('ciphertext')), decipher.final()]);
}

/** A session, cut as the two tables of its section say. */
function sessionIn(bytes: Buffer): object {
	const head = cut(bytes, 'Session');
	let offset = head.size;
	const lengths = Array.from({ length: head('number of entries').readUInt32BE() }, () => {
		const entry = cut(bytes.subarray(offset), 'Session', 1);
		offset += entry.size;
		return [entry('length of the key').readUInt32BE(), entry('length of the value’s text').readUInt32BE()] as const;
	});
	let rest = bytes.subarray(offset).toString('utf8');
	const take = (length: number): string => {
		const taken = rest.slice(0, length);
		rest = rest.slice(length);
		return taken;
	};
	const subject = take(head('length of the subject').readUInt32BE());
	const entries = lengths.map(([keyLength, textLength]) => {
		return { key: take(keyLength), text: take(textLength % 2 ** 31), flash: textLength >= 2 ** 31 };
	});
	assert.equal(rest, '', 'the lengths add up');
	return {
		created: head('created').readDoubleBE(),
		renewed: head('renewed').readDoubleBE(),
		idle: head('idle limit').readDoubleBE(),
		absolute: head('absolute limit').readDoubleBE(),
		flags: head('flags').readUInt8(),
		subject,
		entries,
	};
}

const expected = {
	created: now,
	renewed: now,
	idle: 86_400,
	absolute: 30 * 86_400,
	flags: 1 + 2,
	subject: 'ann',
	entries: [
		{ key: 'user', text: '{"id":1,"name":"Änn"}', flash: false },
		{ key: 'since', text: '~["~Date",0]', flash: false },
		{ key: 'message', text: '"Saved."', flash: true },
	],
};

test('an id cookie and its record are read by the numbers of the page, down to the values', () => {
	const value = onTheServer.cookie.slice(`${cookieName}=`.length);
	assert.equal(value.length, 70);
	const cookie = cut(Buffer.from(value, 'base64url'), 'Id cookie');
	const id = cookie('id');
	const tag = hmac(key('id cookie <name>'), headerOf(cookie), id);
	assert.deepEqual(cookie('tag'), tag.subarray(0, cookie('tag').length));

	const { key: storeKey, data, subject, expiresAt } = onTheServer.record;
	assert.equal(storeKey, createHash('sha256').update(id).digest('hex'));
	assert.equal(subject, hmac(key('subject'), 'ann').toString('base64url'));
	const sealed = cut(Buffer.from(data, 'hex'), 'Record');
	const additionalData = Buffer.concat([headerOf(sealed), Buffer.from(storeKey)]);
	const plaintext = openGcm(hmac(key('record'), id, Buffer.of(1)), sealed('nonce'), sealed, additionalData);
	assert.deepEqual(sessionIn(plaintext), expected);
	assert.equal(expiresAt, expected.renewed + expected.idle * 1000);
});

test('a cookie session over two cookies is read by the numbers of the page, down to the values', async () => {
	const pieces = inCookies.cookies.map((cookie) => cookie.split('='));
	assert.deepEqual(
		pieces.map(([name]) => name),
		[cookieName, `${cookieName}.1`],
	);
	const sealed = cut(Buffer.from(pieces.map(([, piece]) => piece).join(''), 'base64url'), 'Cookie session');
	const additionalData = Buffer.concat([headerOf(sealed), Buffer.from(cookieName)]);
	const derived = await xaesKey(key('cookie session'), sealed('nonce'));
	const plaintext = openGcm(derived, sealed('nonce').subarray(12), sealed, additionalData);
	const content = cut(plaintext, 'Cookie session', 1);
	assert.equal(content('number of pieces').readUInt8(), 2);
	assert.equal(content('id').length, 32);
	const padding = { key: 'padding', text: JSON.stringify('x'.repeat(3000)), flash: false };
	assert.deepEqual(sessionIn(content('the session')), { ...expected, entries: [...expected.entries, padding] });
});

/** The key of XAES-256-GCM for a nonce, by https://c2sp.org/XAES-256-GCM over the block cipher of WebCrypto. */
async function xaesKey(root: Buffer, nonce: Buffer): Promise<Buffer> {
	const imported = await crypto.subtle.importKey('raw', new Uint8Array(root), 'AES-CBC', false, ['encrypt']);
	const encrypt = async (block: bigint): Promise<Buffer> => {
		const bytes = new Uint8Array(Buffer.from(block.toString(16).padStart(32, '0'), 'hex'));
		const parameters = { name: 'AES-CBC', iv: new Uint8Array(16) };
		return Buffer.from(await crypto.subtle.encrypt(parameters, imported, bytes)).subarray(0, 16);
	};
	const doubled = BigInt(`0x${(await encrypt(0n)).toString('hex')}`) << 1n;
	const mask = BigInt.asUintN(128, doubled) ^ (doubled >> 128n === 1n ? 0x87n : 0n);
	const context = nonce.subarray(0, 12).toString('hex');
	const halves = ['0001', '0002'].map((counter) => encrypt(BigInt(`0x${counter}5800${context}`) ^ mask));
	return Buffer.concat(await Promise.all(halves));
}
