import type { Utf8 } from '../../crypto/primitives.ts';
import type { Entry, SessionState } from './state.ts';

// The bytes that are sealed (docs/formats.md). Numbers are big-endian; lengths count UTF-16 units of the text that
// follows them, so that it is decoded once and then only cut.
const fixedBytes = 8 * 4 + 1 + 4 + 4;
const entryBytes = 4 + 4;
const browserFlag = 1;
const subjectFlag = 2;
const allFlags = browserFlag | subjectFlag;
/** Milliseconds: no date lies farther from the epoch (ECMA-262, section 21.4.1.1). */
const farthestTime = 8.64e15;
const flashBit = 0x8000_0000;

/** The numbers at the head of one state at a time: a view on each would take longer than all the rest. */
const fixed = new DataView(new ArrayBuffer(fixedBytes));
const bytesOfFixed = new Uint8Array(fixed.buffer);

/** The bytes of a state, with `room` bytes left in front of them. */
export function encodeState(utf8: Utf8, state: SessionState, room = 0): Uint8Array {
	let text = state.subject ?? '';
	state.values.forEach((entry, key) => {
		text += key + entry.text;
	});
	fixed.setFloat64(0, state.created);
	fixed.setFloat64(8, state.renewed);
	fixed.setFloat64(16, state.idle);
	fixed.setFloat64(24, state.absolute);
	fixed.setUint8(32, (state.browser ? browserFlag : 0) | (state.subject === null ? 0 : subjectFlag));
	fixed.setUint32(33, state.subject?.length ?? 0);
	fixed.setUint32(37, state.values.size);
	const bytes = utf8.encodeUtf8(text, room + fixedBytes + state.values.size * entryBytes);
	bytes.set(bytesOfFixed, room);
	let offset = room + fixedBytes;
	state.values.forEach((entry, key) => {
		writeUint32(bytes, offset, key.length);
		writeUint32(bytes, offset + 4, entry.text.length + (entry.flash ? flashBit : 0));
		offset += entryBytes;
	});
	return bytes;
}

/** As many bytes as {@link encodeState} may make of a state, without encoding it: three for each unit of UTF-16. */
export function mostBytesOf(state: SessionState): number {
	let units = state.subject?.length ?? 0;
	for (const [key, entry] of state.values) units += key.length + entry.text.length;
	return fixedBytes + state.values.size * entryBytes + 3 * units;
}

/** The state that {@link encodeState} wrote, or null when the bytes are not of this layout. */
export function decodeState(utf8: Utf8, bytes: Uint8Array, room = 0): SessionState | null {
	if (bytes.length < room + fixedBytes) return null;
	for (let index = 0; index < fixedBytes; index += 1) bytesOfFixed[index] = bytes[room + index] as number;
	const flags = fixed.getUint8(32);
	const hasSubject = (flags & subjectFlag) !== 0;
	const subjectLength = fixed.getUint32(33);
	const count = fixed.getUint32(37);
	const entriesStart = room + fixedBytes;
	const textStart = entriesStart + count * entryBytes;
	if (textStart > bytes.length || flags > allFlags || hasSubject !== subjectLength > 0) return null;
	const text = utf8.decodeUtf8(bytes, textStart);
	const values = new Map<string, Entry>();
	let position = subjectLength;
	for (let offset = entriesStart; offset < textStart; offset += entryBytes) {
		const textLength = readUint32(bytes, offset + 4);
		const keyEnd = position + readUint32(bytes, offset);
		const textEnd = keyEnd + (textLength % flashBit);
		values.set(text.slice(position, keyEnd), { text: text.slice(keyEnd, textEnd), flash: textLength >= flashBit });
		position = textEnd;
	}
	if (position !== text.length || values.size !== count) return null;
	const created = fixed.getFloat64(0);
	const renewed = fixed.getFloat64(8);
	const idle = fixed.getFloat64(16);
	const absolute = fixed.getFloat64(24);
	if (!isTime(created) || !isTime(renewed) || !isLimit(idle) || !isLimit(absolute)) return null;
	return {
		values,
		created,
		renewed,
		idle,
		absolute,
		browser: (flags & browserFlag) !== 0,
		subject: hasSubject ? text.slice(0, subjectLength) : null,
	};
}

function isTime(milliseconds: number): boolean {
	return Math.abs(milliseconds) <= farthestTime;
}

function isLimit(seconds: number): boolean {
	return seconds > 0 && seconds < Number.POSITIVE_INFINITY;
}

function writeUint32(bytes: Uint8Array, offset: number, value: number): void {
	bytes[offset] = value >>> 24;
	bytes[offset + 1] = value >>> 16;
	bytes[offset + 2] = value >>> 8;
	bytes[offset + 3] = value;
}

function readUint32(bytes: Uint8Array, offset: number): number {
	const high = ((bytes[offset] as number) << 8) | (bytes[offset + 1] as number);
	const low = ((bytes[offset + 2] as number) << 8) | (bytes[offset + 3] as number);
	return high * 0x1_0000 + low;
}
