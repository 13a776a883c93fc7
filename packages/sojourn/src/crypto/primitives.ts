import type { MaybePromise } from '../promises/maybe-promise.ts';

/** A key for HMAC-SHA-256 (RFC 2104, FIPS 198-1), made once and used often. */
export interface MacKey {
	/** The 32 bytes of the code over the message. */
	sign(message: Uint8Array): MaybePromise<Uint8Array>;
}

/**
 * A key for AES-256-GCM (NIST SP 800-38D) with nonces of 12 bytes and tags of 16. What it seals carries its
 * nonce: a sealed message is a prefix whose last 12 bytes are the nonce, then the ciphertext, then the tag.
 */
export interface CipherKey {
	/** The prefix, the ciphertext and the tag. Nothing else refers to these bytes. */
	seal(prefix: Uint8Array, plaintext: Uint8Array, additionalData: Uint8Array): MaybePromise<Uint8Array>;
	/** The plaintext, or null if the message is too short or was not sealed so. Never throws. */
	open(sealed: Uint8Array, prefixLength: number, additionalData: Uint8Array): MaybePromise<Uint8Array | null>;
}

/** A key for single blocks of AES-256 (FIPS 197). */
export interface BlockKey {
	/** The encryption of one block of 16 bytes. */
	encrypt(block: Uint8Array): MaybePromise<Uint8Array>;
}

/** Text in UTF-8, by what the runtime has for it. */
export interface Utf8 {
	/** The text in UTF-8, with so many bytes left in front of it, which hold anything. Nothing else refers to these bytes. */
	encodeUtf8(text: string, room?: number): Uint8Array;
	/** The text that the bytes are from one of them on, a byte order mark included. What is no UTF-8 becomes U+FFFD. */
	decodeUtf8(bytes: Uint8Array, start: number): string;
}

/** What the formats are built of. Every implementation gives the same bytes. */
export interface Primitives extends Utf8 {
	/** Every answer is a value, never a promise. */
	readonly synchronous: boolean;
	/** SHA-256 (FIPS 180-4) as 64 lower-case hex digits. */
	sha256Hex(message: Uint8Array): MaybePromise<string>;
	/** A key from at least one byte. */
	macKey(key: Uint8Array): MaybePromise<MacKey>;
	/** A key from 32 bytes. */
	cipherKey(key: Uint8Array): MaybePromise<CipherKey>;
	/** A key from 32 bytes. */
	blockKey(key: Uint8Array): MaybePromise<BlockKey>;
	/** Whether both have the same bytes, in a time that depends on their length alone. */
	equal(left: Uint8Array, right: Uint8Array): boolean;
	/** So many bytes, which hold anything. Nothing else refers to them. */
	allocate(length: number): Uint8Array;
	/** URL-safe Base64 (RFC 4648, section 5) without padding. */
	encodeBase64Url(bytes: Uint8Array): string;
	/** The bytes whose only encoding is this text, or null: no padding, no other alphabet, no stray bits at the end. */
	decodeBase64Url(text: string): Uint8Array | null;
}
