/** A stretch of bytes, and what it is there for. */
export interface Part {
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly meaning: string;
}

interface Field {
	readonly name: string;
	/** Bytes; null for what the others leave. */
	readonly length: number | null;
	readonly meaning: string;
}

const header: readonly Field[] = [
	{ name: 'format', length: 1, meaning: 'how the rest is laid out' },
	{ name: 'key id', length: 3, meaning: 'names the secret it was made with' },
];

const idCookie: readonly Field[] = [
	...header,
	{ name: 'id', length: 32, meaning: 'random; nobody else has it' },
	{ name: 'tag', length: 16, meaning: 'shows that this server made it' },
];

const sealedCookie: readonly Field[] = [
	...header,
	{ name: 'nonce', length: 24, meaning: 'never used twice' },
	{ name: 'sealed', length: null, meaning: 'your session and its time limits' },
	{ name: 'tag', length: 16, meaning: 'shows any change' },
];

const sealedRecord: readonly Field[] = [
	...header,
	{ name: 'nonce', length: 12, meaning: 'never used twice' },
	{ name: 'sealed', length: null, meaning: 'your name, your basket, the counter' },
	{ name: 'tag', length: 16, meaning: 'shows any change' },
];

/** The parts of a cookie that holds an id (docs/formats.md). */
export function partsOfIdCookie(value: string): readonly Part[] {
	return cut(Buffer.from(value, 'base64url'), idCookie);
}

/** The parts of a cookie that holds the session itself. */
export function partsOfSealedCookie(value: string): readonly Part[] {
	return cut(Buffer.from(value, 'base64url'), sealedCookie);
}

/** The parts of a sealed record. */
export function partsOfSealedRecord(data: Uint8Array): readonly Part[] {
	return cut(data, sealedRecord);
}

function cut(bytes: Uint8Array, fields: readonly Field[]): readonly Part[] {
	const fixed = fields.reduce((sum, { length }) => sum + (length ?? 0), 0);
	const parts: Part[] = [];
	let start = 0;
	for (const { name, length, meaning } of fields) {
		const end = start + (length ?? Math.max(0, bytes.length - fixed));
		parts.push({ name, meaning, bytes: bytes.subarray(start, end) });
		start = end;
	}
	return parts;
}
