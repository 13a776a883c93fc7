/** Bytes as Base64 (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
	let binary = '';
	for (let start = 0; start < bytes.length; start += 0x2000) {
		binary += String.fromCharCode(...bytes.subarray(start, start + 0x2000));
	}
	return btoa(binary);
}

/** The bytes of a Base64 text. Throws for any other text. */
export function fromBase64(text: unknown): Uint8Array<ArrayBuffer> {
	if (typeof text !== 'string') throw new TypeError('Bytes are stored as text.');
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
