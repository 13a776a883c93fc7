import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { decodeState, encodeState } from '../../src/core/state/layout.ts';
import type { SessionState } from '../../src/core/state/state.ts';
import { createKeyRing } from '../../src/crypto/key-ring.ts';

const utf8 = createKeyRing([]);

const text = fc.string({ unit: 'binary', maxLength: 20 });

const states: Arbitrary<SessionState> = fc.record(
	{
		values: fc
			.array(fc.tuple(text, fc.record({ text, flash: fc.boolean() }, { noNullPrototype: true })), { maxLength: 6 })
			.map((entries) => new Map(entries)),
		created: fc.integer(),
		renewed: fc.integer(),
		idle: fc.integer({ min: 1 }),
		absolute: fc.integer({ min: 1 }),
		browser: fc.boolean(),
		subject: fc.option(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })),
	},
	{ noNullPrototype: true },
);

/** The fields that say how many values there are and how long a text is: four bytes each, from this byte on. */
const countOffset = 37;
const subjectOffset = 33;

/** Checks what is read of bytes that nobody has checked: nothing, or no more than they hold. */
function assertModest(bytes: Uint8Array, room: number): boolean {
	const state = decodeState(utf8, bytes, room);
	if (state === null) return false;
	let held = state.subject?.length ?? 0;
	for (const [key, entry] of state.values) held += key.length + entry.text.length;
	assert.ok(held <= bytes.length, 'it is no longer than the bytes');
	assert.ok(state.values.size <= bytes.length / 8, 'and of no more values than they have room for');
	return true;
}

test('a state comes back from its bytes as it was, with or without room before it', () => {
	fc.assert(
		fc.property(states, fc.nat(40), (state, room) => {
			assert.deepEqual(decodeState(utf8, encodeState(utf8, state, room), room), state);
		}),
		{ numRuns: 1000 },
	);
});

test('random bytes are a state or none, and never an exception', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(40), (bytes, room) => {
			assertModest(bytes, room);
		}),
		{ numRuns: 5000 },
	);
});

test('bytes of a state that were changed are a state or none, and never an exception', () => {
	const change = fc.tuple(fc.nat(200), fc.nat(3), fc.uint8Array({ maxLength: 5 }));
	let read = 0;
	fc.assert(
		fc.property(states, fc.array(change, { minLength: 1, maxLength: 4 }), (state, changes) => {
			let bytes = Buffer.from(encodeState(utf8, state));
			for (const [place, removed, added] of changes) {
				const at = place % (bytes.length + 1);
				bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
			}
			if (assertModest(bytes, 0)) read += 1;
		}),
		{ numRuns: 5000 },
	);
	assert.ok(read > 0, 'some are still of the layout');
});

const state: SessionState = {
	values: new Map([
		['user', { text: '1', flash: false }],
		['note', { text: '"a"', flash: true }],
	]),
	created: 1,
	renewed: 2,
	idle: 3,
	absolute: 4,
	browser: false,
	subject: 'ann',
};

/** The bytes of the state, with something else in place of some. */
function bytesWith(change: (view: DataView) => void): Uint8Array {
	const bytes = encodeState(utf8, state);
	change(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
	return bytes;
}

test('a time that is no date and a limit that is no time are no state', () => {
	const noTimes = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 8.64e15 + 1];
	const noLimits = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1];
	for (const [offset, lies] of [noTimes, noTimes, noLimits, noLimits].entries()) {
		for (const lie of lies) {
			const changed = bytesWith((view) => view.setFloat64(offset * 8, lie));
			assert.equal(decodeState(utf8, changed), null, `${lie} at ${offset * 8}`);
		}
	}
});

test('a flag that format 1 does not have is no state, nor is one of a subject that is not there', () => {
	for (const flags of [0, 1, 4, 6, 128, 255]) {
		const changed = bytesWith((view) => view.setUint8(32, flags));
		assert.equal(decodeState(utf8, changed), null, `flags ${flags}`);
	}
	assert.equal(decodeState(utf8, encodeState(utf8, { ...state, subject: '' })), null);
});

test('two values under one key are no state', () => {
	const twice = bytesWith((view) => {
		const note = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
		note.write('user', note.indexOf('note'));
	});
	assert.equal(decodeState(utf8, twice), null);
});

test('a count or a length that lies is no state, and costs no memory', () => {
	const bytes = encodeState(utf8, state);
	const fields = [subjectOffset, countOffset, 41, 45, 49, 53];
	for (const offset of fields) {
		for (const lie of [0, 5, 1000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]) {
			const changed = Uint8Array.from(bytes);
			new DataView(changed.buffer).setUint32(offset, lie);
			assert.equal(decodeState(utf8, changed), null, `${lie} at ${offset}`);
		}
	}
	for (let length = 0; length < bytes.length; length += 1)
		assert.equal(decodeState(utf8, bytes.subarray(0, length)), null);
});
