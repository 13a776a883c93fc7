/** Bytes written as hex digits. */
export function fromHex(digits: string): Uint8Array {
	return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
		Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
	);
}

/** The hex digits of bytes of any kind, so that a `Buffer` and a `Uint8Array` compare equal. */
export function toHex(bytes: Uint8Array | null | undefined): string | null {
	if (bytes === null || bytes === undefined) return null;
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A copy with one byte changed by the given difference, which is not 0. */
export function withByteChanged(bytes: Uint8Array, index: number, difference: number): Uint8Array {
	return bytes.map((byte, at) => (at === index ? byte ^ difference : byte));
}

/** A copy with another character in one place. */
export function withCharacter(text: string, index: number, character: string): string {
	return text.slice(0, index) + character + text.slice(index + 1);
}

/** A source of randomness that gives the given bytes, in order, and then fails. */
export function scriptedRandom(...chunks: readonly Uint8Array[]): (bytes: Uint8Array) => void {
	const script = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
	let used = 0;
	return (bytes) => {
		if (used + bytes.length > script.length) throw new Error('No more random bytes are written down.');
		bytes.set(script.subarray(used, used + bytes.length));
		used += bytes.length;
	};
}

/** The half of a cookie session's nonce that its derived key depends on. */
export function nonceHalfOf(text: string): string {
	return Buffer.from(text, 'base64url').subarray(4, 16).toString('hex');
}
