import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import type { BlockKey, CipherKey, MacKey, Primitives } from './primitives.ts';

const nonceLength = 12;
const tagLength = 16;
const blockLength = 16;

/** The primitives over WebCrypto, which answers with promises. */
export function webPrimitives(): Primitives {
	const { subtle } = globalThis.crypto;
	const encoder = new TextEncoder();
	const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	return {
		synchronous: false,
		sha256Hex: async (message) => hexadecimal(new Uint8Array(await subtle.digest('SHA-256', unshared(message)))),
		macKey: (key) => createMacKey(subtle, key),
		cipherKey: (key) => createCipherKey(subtle, key),
		blockKey: (key) => createBlockKey(subtle, key),
		equal: constantTimeEqual,
		allocate: (length) => new Uint8Array(length),
		encodeUtf8(text, room = 0) {
			const encoded = encoder.encode(text);
			return room === 0 ? encoded : concatenate(new Uint8Array(room), encoded);
		},
		decodeUtf8: (bytes, start) => decoder.decode(bytes.subarray(start)),
		encodeBase64Url,
		decodeBase64Url,
	};
}

async function createMacKey(subtle: SubtleCrypto, bytes: Uint8Array): Promise<MacKey> {
	const key = await subtle.importKey('raw', unshared(bytes), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
	return { sign: async (message) => new Uint8Array(await subtle.sign('HMAC', key, unshared(message))) };
}

async function createCipherKey(subtle: SubtleCrypto, bytes: Uint8Array): Promise<CipherKey> {
	const key = await subtle.importKey('raw', unshared(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
	const parameters = (iv: Uint8Array, additionalData: Uint8Array): AesGcmParams => ({
		name: 'AES-GCM',
		iv: unshared(iv),
		additionalData: unshared(additionalData),
		tagLength: tagLength * 8,
	});
	return {
		async seal(prefix, plaintext, additionalData) {
			const nonce = prefix.subarray(prefix.length - nonceLength);
			const sealed = await subtle.encrypt(parameters(nonce, additionalData), key, unshared(plaintext));
			return concatenate(prefix, new Uint8Array(sealed));
		},
		async open(sealed, prefixLength, additionalData) {
			if (sealed.length < prefixLength + tagLength) return null;
			const nonce = sealed.subarray(prefixLength - nonceLength, prefixLength);
			try {
				const ciphertext = unshared(sealed.subarray(prefixLength));
				return new Uint8Array(await subtle.decrypt(parameters(nonce, additionalData), key, ciphertext));
			} catch {
				return null;
			}
		},
	};
}

async function createBlockKey(subtle: SubtleCrypto, bytes: Uint8Array): Promise<BlockKey> {
	const key = await subtle.importKey('raw', unshared(bytes), 'AES-CBC', false, ['encrypt']);
	const zeroIv = new Uint8Array(blockLength);
	return {
		// WebCrypto has no ECB. The first block of CBC under a zero IV is the plain block; the second is padding.
		encrypt: async (block) =>
			new Uint8Array(await subtle.encrypt({ name: 'AES-CBC', iv: zeroIv }, key, unshared(block)), 0, blockLength),
	};
}

/** WebCrypto takes no memory that is shared between threads. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

function constantTimeEqual(left: Uint8Array, right: Uint8Array): boolean {
	if (left.length !== right.length) return false;
	let difference = 0;
	for (let index = 0; index < left.length; index += 1) {
		difference |= (left[index] as number) ^ (right[index] as number);
	}
	return difference === 0;
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
	const whole = new Uint8Array(first.length + second.length);
	whole.set(first);
	whole.set(second, first.length);
	return whole;
}

function hexadecimal(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
