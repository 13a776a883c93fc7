import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toHex, withByteChanged } from './support/bytes.ts';
import { foreign, newest, pairsOf, ringsOf } from './support/rings.ts';

const plaintext = Buffer.from('{"user":{"id":1},"basket":["a","b"]}');

for (const [pair, seals, opens] of pairsOf([newest])) {
	test(`a record comes back as it went in: ${pair}`, async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
				const id = seals.newId();
				const key = await seals.storeKey(id);
				const data = await seals.records(id, key).seal(bytes);
				assert.equal(data.length, bytes.length + 32);
				const opened = await opens.records(id, key).open(data);
				assert.equal(toHex(opened?.bytes), toHex(bytes));
				assert.equal(opened?.current, true);
			}),
			{ numRuns: 50 },
		);
	});
}

test('a record of 256 KiB comes back over both implementations', async () => {
	const large = new Uint8Array(256 * 1024).map((_, index) => index);
	for (const [, ring] of ringsOf([newest])) {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		const opened = await ring.records(id, key).open(await ring.records(id, key).seal(large));
		assert.equal(toHex(opened?.bytes), toHex(large));
	}
});

for (const [implementation, ring] of ringsOf([newest])) {
	test(`a record with any one byte changed does not open over ${implementation}`, async () => {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		const data = await ring.records(id, key).seal(plaintext);
		for (let index = 0; index < data.length; index += 1) {
			for (const difference of [0x01, 0x80, 0xff]) {
				assert.equal(await ring.records(id, key).open(withByteChanged(data, index, difference)), null);
			}
		}
	});

	test(`a record that is cut or lengthened does not open over ${implementation}`, async () => {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		const data = await ring.records(id, key).seal(plaintext);
		for (let length = 0; length < data.length; length += 1) {
			assert.equal(await ring.records(id, key).open(data.subarray(0, length)), null);
		}
		assert.equal(await ring.records(id, key).open(Buffer.concat([data, Buffer.alloc(1)])), null);
	});

	test(`a record opens for its own session only, under its own store key, over ${implementation}`, async () => {
		const [id, otherId] = [ring.newId(), ring.newId()];
		const [key, otherKey] = [await ring.storeKey(id), await ring.storeKey(otherId)];
		const data = await ring.records(id, key).seal(plaintext);
		assert.notEqual(await ring.records(id, key).open(data), null);
		assert.equal(await ring.records(id, otherKey).open(data), null);
		assert.equal(await ring.records(otherId, key).open(data), null);
		assert.equal(await ring.records(otherId, otherKey).open(data), null);
	});

	test(`a record of another server does not open over ${implementation}, not even with the id`, async () => {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		for (const [, other] of ringsOf([foreign])) {
			assert.equal(await ring.records(id, key).open(await other.records(id, key).seal(plaintext)), null);
		}
	});

	test(`no bytes are taken for a record, and none throw, over ${implementation}`, async () => {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		const header = (await ring.records(id, key).seal(plaintext)).subarray(0, 4);
		const anything = fc.uint8Array({ maxLength: 200 });
		const ofRightHeader = anything.map((rest) => Buffer.concat([header, rest]));
		await fc.assert(
			fc.asyncProperty(fc.oneof(anything, ofRightHeader), async (bytes) => {
				assert.equal(await ring.records(id, key).open(bytes), null);
			}),
			{ numRuns: 500 },
		);
	});

	test(`the same record is never sealed to the same bytes twice over ${implementation}`, async () => {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		const sealed = new Set<string | null>();
		for (let round = 0; round < 1000; round += 1) sealed.add(toHex(await ring.records(id, key).seal(plaintext)));
		assert.equal(sealed.size, 1000);
	});

	test(`a record sealed before is not changed by what is sealed later over ${implementation}`, async () => {
		const sessions = Array.from({ length: 200 }, () => ring.newId());
		const records = await Promise.all(
			sessions.map(async (id, index) => {
				const key = await ring.storeKey(id);
				return { id, key, data: await ring.records(id, key).seal(Buffer.from(`session ${index}`)) };
			}),
		);
		for (const [index, { id, key, data }] of records.entries()) {
			const opened = await ring.records(id, key).open(data);
			assert.equal(Buffer.from(opened?.bytes ?? []).toString(), `session ${index}`);
		}
	});
}

test('a record lies in memory of its own, which holds nothing else', async () => {
	for (const [, ring] of ringsOf([newest])) {
		const id = ring.newId();
		const record = await ring.records(id, await ring.storeKey(id)).seal(plaintext);
		assert.equal(record.buffer.byteLength, record.byteLength);
	}
});
