import type { BlockKey, CipherKey, MacKey, Primitives } from './primitives.ts';

const nonceLength = 12;
const tagLength = 16;
/** ECB takes none. Not null, which workerd refuses. */
const noNonce = new Uint8Array(0);
/** Bytes that SHA-256 takes at once, and that it answers. */
const hashBlock = 64;
const hashLength = 32;
const gcm = 'aes-256-gcm';
const gcmOptions = { authTagLength: tagLength };

type NodeCrypto = typeof import('node:crypto');
type NodeBuffer = typeof import('node:buffer').Buffer;

/** Where Node, Deno, Bun and workerd hand out their built-in modules without an import. */
interface BuiltinModules {
	readonly process?: {
		getBuiltinModule?(id: 'node:crypto'): NodeCrypto | undefined;
		getBuiltinModule?(id: 'node:buffer'): typeof import('node:buffer') | undefined;
	};
}

/**
 * The primitives over `node:crypto`: synchronous. Null where the runtime has no `node:crypto`. Ciphers
 * have their keys as `KeyObject`s: a raw key costs several times as much at every use.
 */
export function nodePrimitives(): Primitives | null {
	const { process }: BuiltinModules = globalThis;
	const crypto = process?.getBuiltinModule?.('node:crypto');
	const Buffer = process?.getBuiltinModule?.('node:buffer')?.Buffer;
	if (crypto === undefined || Buffer === undefined) return null;
	const { hash, timingSafeEqual } = crypto;
	/** What has been sealed is one already. */
	const asBuffer = (bytes: Uint8Array): InstanceType<NodeBuffer> =>
		bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		synchronous: true,
		sha256Hex: (message) => hash('sha256', message, 'hex'),
		macKey: (key) => createMacKey(crypto, Buffer, key),
		cipherKey: (key) => createCipherKey(crypto, Buffer, key),
		blockKey: (key) => createBlockKey(crypto, key),
		equal: (left, right) => left.length === right.length && timingSafeEqual(left, right),
		// Pooled: memory of its own costs a short array several times as much.
		allocate: (length) => Buffer.allocUnsafe(length),
		encodeUtf8(text, room = 0) {
			const bytes = Buffer.allocUnsafe(room + Buffer.byteLength(text));
			bytes.write(text, room);
			return bytes;
		},
		decodeUtf8: (bytes, start) => asBuffer(bytes).toString('utf8', start),
		encodeBase64Url: (bytes) => asBuffer(bytes).toString('base64url'),
		decodeBase64Url(text) {
			// The decoder skips what it does not know; what it skipped is missing when encoded again.
			const bytes = Buffer.from(text, 'base64url');
			return bytes.toString('base64url') === text ? bytes : null;
		},
	};
}

/**
 * HMAC (RFC 2104) out of its two hashes, since what `createHmac` makes for each code costs more than twice as much as
 * they do. The key's two blocks, with room for what is hashed behind them, are memory of their own.
 */
function createMacKey({ hash }: NodeCrypto, Buffer: NodeBuffer, bytes: Uint8Array): MacKey {
	const key = bytes.length > hashBlock ? Buffer.from(hash('sha256', bytes, 'binary'), 'binary') : bytes;
	const blockWith = (pad: number, room: number): InstanceType<NodeBuffer> => {
		const block = Buffer.alloc(hashBlock + room, 0);
		block.fill(pad, 0, hashBlock);
		key.forEach((byte, index) => {
			block[index] = byte ^ pad;
		});
		return block;
	};
	const outer = blockWith(0x5c, hashLength);
	let inner = blockWith(0x36, 0);
	return {
		sign(message) {
			// A key signs messages of one length, nearly always.
			if (inner.length !== hashBlock + message.length) inner = blockWith(0x36, message.length);
			inner.set(message, hashBlock);
			outer.write(hash('sha256', inner, 'binary'), hashBlock, 'binary');
			// A digest as text, copied into pooled memory, costs a third less than one in a Buffer of its own.
			return Buffer.from(hash('sha256', outer, 'binary'), 'binary');
		},
	};
}

function createCipherKey(crypto: NodeCrypto, Buffer: NodeBuffer, bytes: Uint8Array): CipherKey {
	const key = crypto.createSecretKey(bytes);
	return {
		seal(prefix, plaintext, additionalData) {
			const nonce = prefix.subarray(prefix.length - nonceLength);
			const cipher = crypto.createCipheriv(gcm, key, nonce, gcmOptions);
			// To workerd an update without bytes is the end of the message.
			if (additionalData.length > 0) cipher.setAAD(additionalData);
			const ciphertext = plaintext.length > 0 ? cipher.update(plaintext) : plaintext;
			cipher.final();
			return Buffer.concat([prefix, ciphertext, cipher.getAuthTag()]);
		},
		open(sealed, prefixLength, additionalData) {
			const end = sealed.length - tagLength;
			if (end < prefixLength) return null;
			const nonce = sealed.subarray(prefixLength - nonceLength, prefixLength);
			const decipher = crypto.createDecipheriv(gcm, key, nonce, gcmOptions);
			if (additionalData.length > 0) decipher.setAAD(additionalData);
			decipher.setAuthTag(sealed.subarray(end));
			const ciphertext = sealed.subarray(prefixLength, end);
			const plaintext = ciphertext.length > 0 ? decipher.update(ciphertext) : ciphertext;
			try {
				decipher.final();
			} catch {
				return null;
			}
			return plaintext;
		},
	};
}

function createBlockKey(crypto: NodeCrypto, bytes: Uint8Array): BlockKey {
	const key = crypto.createSecretKey(bytes);
	return {
		encrypt: (block) => crypto.createCipheriv('aes-256-ecb', key, noNonce).setAutoPadding(false).update(block),
	};
}
