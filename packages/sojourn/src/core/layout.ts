import type { KeyRing } from '../crypto/key-ring.ts';
import type { Entry, SessionState } from './state.ts';

// The bytes that are sealed (docs/formats.md). Numbers are big-endian; lengths count UTF-16 units of the text that
// follows them, so that it is decoded once and then only cut.
const fixedBytes = 8 * 4 + 1 + 4 + 4;
const entryBytes = 4 + 4;
const browserFlag = 1;
const subjectFlag = 2;
const flashBit = 0x8000_0000;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The bytes of a state, with `room` bytes left in front of them.
 *
 * @param encodeUtf8 the key ring's
 */
export function encodeState(encodeUtf8: KeyRing['encodeUtf8'], state: SessionState, room = 0): Uint8Array {
	let text = state.subject ?? '';
	state.values.forEach((entry, key) => {
		text += key + entry.text;
	});
	const bytes = encodeUtf8(text, room + fixedBytes + state.values.size * entryBytes);
	const view = new DataView(bytes.buffer, bytes.byteOffset + room);
	view.setFloat64(0, state.created);
	view.setFloat64(8, state.renewed);
	view.setFloat64(16, state.idle);
	view.setFloat64(24, state.absolute);
	view.setUint8(32, (state.browser ? browserFlag : 0) | (state.subject === null ? 0 : subjectFlag));
	view.setUint32(33, state.subject?.length ?? 0);
	view.setUint32(37, state.values.size);
	let offset = fixedBytes;
	state.values.forEach((entry, key) => {
		view.setUint32(offset, key.length);
		view.setUint32(offset + 4, entry.text.length + (entry.flash ? flashBit : 0));
		offset += entryBytes;
	});
	return bytes;
}

/** The state that {@link encodeState} wrote, or null when the bytes are not of this layout. */
export function decodeState(bytes: Uint8Array, room = 0): SessionState | null {
	if (bytes.length < room + fixedBytes) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset + room, bytes.length - room);
	const flags = view.getUint8(32);
	const subjectLength = view.getUint32(33);
	const count = view.getUint32(37);
	const textOffset = fixedBytes + count * entryBytes;
	if (textOffset > view.byteLength) return null;
	const text = decoder.decode(bytes.subarray(room + textOffset));
	const values = new Map<string, Entry>();
	let position = subjectLength;
	for (let offset = fixedBytes; offset < textOffset; offset += entryBytes) {
		const textLength = view.getUint32(offset + 4);
		const keyEnd = position + view.getUint32(offset);
		const textEnd = keyEnd + (textLength % flashBit);
		values.set(text.slice(position, keyEnd), { text: text.slice(keyEnd, textEnd), flash: textLength >= flashBit });
		position = textEnd;
	}
	if (position !== text.length) return null;
	return {
		values,
		created: view.getFloat64(0),
		renewed: view.getFloat64(8),
		idle: view.getFloat64(16),
		absolute: view.getFloat64(24),
		browser: (flags & browserFlag) !== 0,
		subject: (flags & subjectFlag) === 0 ? null : text.slice(0, subjectLength),
	};
}
