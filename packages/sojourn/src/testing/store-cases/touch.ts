import { equal } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

export const touchCases: readonly StoreCase[] = [
	{
		name: 'touch moves the expiry later, and leaves data, version and subject',
		async run({ first, second, now }) {
			const created = record(now + 5 * minute, { subject: 'subject' });
			await first.create(keyOf(1), created, call(now));
			equal(
				await second.touch(keyOf(1), now + 60 * minute, 1, call(now)),
				true,
				'touch answers true while the version it names stands.',
			);
			const touched = { ...created, expiresAt: now + 60 * minute };
			for (const moment of [now, now + 60 * minute - 1]) {
				for (const store of [first, second]) {
					const demand = 'touch moves the expiry and changes nothing else.';
					equalRecord(await store.read(keyOf(1), call(moment)), touched, demand);
				}
			}
			for (const store of [first, second]) {
				const demand = 'From the expiry that touch set on the record does not exist.';
				equal(await store.read(keyOf(1), call(now + 60 * minute)), null, demand);
			}
		},
	},
	{
		name: 'touch never moves the expiry earlier, and answers true all the same',
		async run({ first, now }) {
			const created = record(now + 60 * minute);
			await first.create(keyOf(1), created, call(now));
			for (const expiresAt of [now + 60 * minute, now + 5 * minute, now - minute]) {
				equal(
					await first.touch(keyOf(1), expiresAt, 1, call(now)),
					true,
					'touch answers whether the version stands, not whether it moved something.',
				);
			}
			equalRecord(await first.read(keyOf(1), call(now)), created, 'touch never moves the expiry earlier.');
		},
	},
	{
		name: 'touch of another version answers false and moves nothing',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 5 * minute), call(now));
			const standing = record(now + 5 * minute, { data: bytesOf('second'), version: 2 });
			await first.replace(keyOf(1), standing, 1, call(now));
			for (const version of [0, 1, 3]) {
				equal(
					await second.touch(keyOf(1), now + 60 * minute, version, call(now)),
					false,
					'touch answers false once another version stands.',
				);
			}
			equalRecord(await first.read(keyOf(1), call(now)), standing, 'A touch that was refused changes nothing.');
		},
	},
	{
		name: 'touch of a record that is not there answers false and creates nothing',
		async run({ first, now }) {
			equal(
				await first.touch(keyOf(1), now + 60 * minute, 1, call(now)),
				false,
				'touch answers false where nothing stands.',
			);
			equal(await first.read(keyOf(1), call(now)), null, 'touch never creates.');
		},
	},
	{
		name: 'touch of an expired record answers false and does not bring it back',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 5 * minute), call(now));
			const later = now + 5 * minute;
			equal(
				await second.touch(keyOf(1), later + 60 * minute, 1, call(later)),
				false,
				'What has expired cannot be touched.',
			);
			equal(await first.read(keyOf(1), call(later)), null, 'What has expired stays so.');
		},
	},
	{
		name: 'a touched record is replaced by its version as before',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 5 * minute), call(now));
			await first.touch(keyOf(1), now + 60 * minute, 1, call(now));
			const replaced = record(now + 10 * minute, { data: bytesOf('second'), version: 2 });
			equal(await second.replace(keyOf(1), replaced, 1, call(now)), 'done', 'touch leaves the version.');
			equalRecord(
				await first.read(keyOf(1), call(now)),
				replaced,
				'replace sets the expiry it was given, after a touch too.',
			);
		},
	},
];
