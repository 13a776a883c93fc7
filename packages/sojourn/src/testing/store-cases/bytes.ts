import { equal } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase, StoreContext } from '../store-case.ts';

/** Bytes whose `slice` is no copy but a view, as with the Buffer of Node. */
class SlicedInPlace extends Uint8Array {
	override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
		return super.subarray(start, end);
	}
}

/** Creates and replaces records of these bytes, and demands them back. */
async function roundTrip({ first, second, now }: StoreContext, data: Uint8Array, demand: string): Promise<void> {
	const created = record(now + 60 * minute, { data });
	await first.create(keyOf(1), created, call(now));
	equalRecord(await second.read(keyOf(1), call(now)), created, demand);
	await first.create(keyOf(2), record(now + 60 * minute), call(now));
	const replaced = record(now + 60 * minute, { data, version: 2 });
	equal(await first.replace(keyOf(2), replaced, 1, call(now)), 'done', demand);
	equalRecord(await second.read(keyOf(2), call(now)), replaced, demand);
	equalRecord(await second.replace(keyOf(2), replaced, 1, call(now)), replaced, demand);
}

export const byteCases: readonly StoreCase[] = [
	{
		name: 'data of every byte value comes back unchanged',
		async run(context) {
			const data = Uint8Array.from({ length: 512 }, (_, index) => (index < 256 ? index : 511 - index));
			await roundTrip(context, data, 'data is bytes, not text: every value from 0 to 255 comes back.');
		},
	},
	{
		name: 'data that is no valid UTF-8 comes back unchanged',
		async run(context) {
			const data = Uint8Array.of(0xff, 0xfe, 0x00, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf5, 0x0d, 0x0a, 0x00);
			await roundTrip(
				context,
				data,
				'data is bytes, not text: what is no UTF-8 comes back, zeros at the end included.',
			);
		},
	},
	{
		name: 'empty data comes back empty, and its record exists like any other',
		async run(context) {
			await roundTrip(
				context,
				new Uint8Array(0),
				'A record with empty data is a record: the mark of an ended session.',
			);
		},
	},
	{
		name: 'data of 300 KiB comes back unchanged',
		async run(context) {
			let state = 1;
			const data = Uint8Array.from({ length: 300 * 1024 }, () => {
				state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
				return state >>> 24;
			});
			await roundTrip(context, data, 'data may be as large as the largest session, 256 KiB and some hundred bytes.');
		},
	},
	{
		name: 'data that is a part of a larger buffer is stored alone',
		async run(context) {
			const whole = bytesOf('before, the data, after');
			await roundTrip(context, whole.subarray(8, 16), 'data is the bytes of the view, not of the buffer under it.');
		},
	},
	{
		name: 'bytes that the caller changes once it has made a call leave the record alone',
		async run({ first, now }) {
			const created = record(now + 60 * minute, { data: bytesOf('created') });
			const replaced = record(now + 60 * minute, { data: bytesOf('replaced'), version: 2 });
			for (const [index, kind] of [Uint8Array, SlicedInPlace].entries()) {
				const given = new kind(created.data);
				const creating = first.create(keyOf(index), { ...created, data: given }, call(now));
				given.fill(0);
				await creating;
				equalRecord(await first.read(keyOf(index), call(now)), created, 'create keeps bytes of its own.');
				const next = new kind(replaced.data);
				const replacing = first.replace(keyOf(index), { ...replaced, data: next }, 1, call(now));
				next.fill(0);
				await replacing;
				equalRecord(await first.read(keyOf(index), call(now)), replaced, 'replace keeps bytes of its own.');
			}
		},
	},
	{
		name: 'bytes that the caller changes in an answer leave the record alone',
		async run({ first, now }) {
			const created = record(now + 60 * minute);
			await first.create(keyOf(1), created, call(now));
			(await first.read(keyOf(1), call(now)))?.data.fill(0);
			equalRecord(await first.read(keyOf(1), call(now)), created, "read answers bytes that are the caller's own.");
			const standing = await first.delete(keyOf(1), 7, call(now));
			if (typeof standing === 'object') standing.data.fill(0);
			equalRecord(
				await first.read(keyOf(1), call(now)),
				created,
				"A conditional change answers bytes that are the caller's own.",
			);
		},
	},
];
