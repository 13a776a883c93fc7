/** URL-safe Base64 (RFC 4648, section 5) without padding: by the runtime's Buffer where there is one, which is many times as fast. */
export function encodeBase64Url(bytes: Uint8Array): string {
	if (typeof Buffer === 'function') {
		return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
	}
	const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
	return btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of such a text, in memory of their own. */
export function decodeBase64Url(text: string): Uint8Array {
	if (typeof Buffer === 'function') return new Uint8Array(Buffer.from(text, 'base64url'));
	const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
