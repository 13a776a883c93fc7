import { equal } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

/** Keys that a store would confuse if it cut them, folded them or took them for numbers. */
const confusable: readonly string[] = [
	'0'.repeat(64),
	`${'0'.repeat(63)}1`,
	`${'0'.repeat(61)}1e0`,
	`1${'0'.repeat(63)}`,
	`${'0'.repeat(32)}1${'0'.repeat(31)}`,
	'f'.repeat(64),
	`${'f'.repeat(63)}e`,
	`e${'f'.repeat(63)}`,
];

export const keyCases: readonly StoreCase[] = [
	{
		name: 'keys that differ in one digit, or that look like the same number, hold different records',
		async run({ first, second, now }) {
			for (const key of confusable) {
				const created = record(now + 60 * minute, { data: bytesOf(key) });
				equal(await first.create(key, created, call(now)), true, 'All 64 digits of a key count, as text.');
			}
			for (const key of confusable) {
				const created = record(now + 60 * minute, { data: bytesOf(key) });
				equalRecord(await second.read(key, call(now)), created, 'All 64 digits of a key count, as text.');
			}
		},
	},
	{
		name: 'a change to one key leaves every other alone',
		async run({ first, second, now }) {
			const subject = 'subject';
			const created = record(now + 60 * minute, { subject });
			for (const number of [1, 2, 3, 4]) await first.create(keyOf(number), created, call(now));
			await first.replace(keyOf(1), record(now + 5 * minute, { data: bytesOf('next'), version: 2 }), 1, call(now));
			await first.touch(keyOf(2), now + 90 * minute, 1, call(now));
			await first.delete(keyOf(3), null, call(now));
			equalRecord(
				await second.read(keyOf(4), call(now)),
				created,
				'Calls for one key do nothing to another, of the same subject or not.',
			);
		},
	},
];
