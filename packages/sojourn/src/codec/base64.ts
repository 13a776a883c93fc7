/** What is needed of `Buffer` where a runtime has it. */
export interface NodeBuffer {
	from(bytes: ArrayBufferLike, byteOffset?: number, length?: number): NodeBytes;
	from(text: string, encoding: 'base64'): NodeBytes;
}

interface NodeBytes extends Uint8Array {
	toString(encoding?: 'base64'): string;
}

/** Bytes as Base64 (RFC 4648, section 4). */
export interface Base64 {
	encode(bytes: Uint8Array): string;
	/** The bytes, in memory of their own. */
	decode(text: string): Uint8Array<ArrayBuffer>;
}

/** Base64 by the runtime's Buffer, which is many times as fast, or else by the Web's functions. */
export function base64(buffer: NodeBuffer | undefined): Base64 {
	const { encode, decode } = buffer === undefined ? webBase64 : nodeBase64(buffer);
	return {
		encode,
		decode(text) {
			// A Buffer can also be made of an object that only says how long it is.
			if (typeof text !== 'string') throw new TypeError('Stored bytes are no text.');
			return decode(text);
		},
	};
}

function nodeBase64(buffer: NodeBuffer): Base64 {
	return {
		encode: (bytes) => buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
		decode: (text) => new Uint8Array(buffer.from(text, 'base64')),
	};
}

/** Every runtime takes a call with so many arguments. */
const chunk = 8192;

const webBase64: Base64 = {
	encode(bytes) {
		let characters = '';
		for (let start = 0; start < bytes.length; start += chunk) {
			characters += Reflect.apply(String.fromCharCode, null, bytes.subarray(start, start + chunk));
		}
		return btoa(characters);
	},
	decode(text) {
		const characters = atob(text);
		const bytes = new Uint8Array(characters.length);
		for (let index = 0; index < bytes.length; index += 1) bytes[index] = characters.charCodeAt(index);
		return bytes;
	},
};
