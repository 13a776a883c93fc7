/** URL-safe Base64 (RFC 4648, section 5) without padding. Wherever a client of Redis runs there is a Buffer. */
export function encodeBase64Url(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** The bytes of such a text, in memory of their own. */
export function decodeBase64Url(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, 'base64url'));
}
