const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The value of each character code below 128, and -1 where the alphabet has none. */
const valueOfCode: Int8Array = Int8Array.from({ length: 128 }, (_, code) =>
	alphabet.indexOf(String.fromCharCode(code)),
);

/** URL-safe Base64 (RFC 4648, section 5) without padding, for runtimes without a built-in one. */
export function encodeBase64Url(bytes: Uint8Array): string {
	let text = '';
	let pending = 0;
	let pendingBits = 0;
	for (const byte of bytes) {
		pending = ((pending << 8) | byte) & 0x3fff;
		pendingBits += 8;
		while (pendingBits >= 6) {
			pendingBits -= 6;
			text += alphabet.charAt((pending >> pendingBits) & 63);
		}
	}
	return pendingBits === 0 ? text : text + alphabet.charAt((pending << (6 - pendingBits)) & 63);
}

/**
 * The bytes whose only encoding is this text, or null. Padding, other alphabets, white space, impossible
 * lengths and trailing bits that are not zero (RFC 4648, section 3.5) are all refused, so that no two
 * texts stand for the same bytes.
 */
export function decodeBase64Url(text: string): Uint8Array | null {
	const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
	let length = 0;
	let pending = 0;
	let pendingBits = 0;
	for (let index = 0; index < text.length; index += 1) {
		const value = valueOfCode[text.charCodeAt(index)] ?? -1;
		if (value < 0) return null;
		pending = ((pending << 6) | value) & 0x3fff;
		pendingBits += 6;
		if (pendingBits >= 8) {
			pendingBits -= 8;
			bytes[length] = pending >> pendingBits;
			length += 1;
		}
	}
	const impossibleLength = pendingBits === 6;
	const strayBits = (pending & ((1 << pendingBits) - 1)) !== 0;
	return impossibleLength || strayBits ? null : bytes;
}
