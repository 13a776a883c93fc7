import { equal } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

export const deleteCases: readonly StoreCase[] = [
	{
		name: 'delete without a version removes whatever stands there',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			await first.replace(keyOf(1), record(now + 60 * minute, { version: 2 }), 1, call(now));
			equal(
				await second.delete(keyOf(1), null, call(now)),
				'done',
				'delete answers "done" when it removed the record.',
			);
			for (const store of [first, second]) {
				equal(await store.read(keyOf(1), call(now)), null, 'A deleted record does not exist.');
			}
		},
	},
	{
		name: 'delete of the version that stands removes the record',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			await first.replace(keyOf(1), record(now + 60 * minute, { version: 2 }), 1, call(now));
			equal(await second.delete(keyOf(1), 2, call(now)), 'done', 'delete answers "done" when it removed the record.');
			equal(await first.read(keyOf(1), call(now)), null, 'A deleted record does not exist.');
		},
	},
	{
		name: 'delete of another version answers the record that stands there, and leaves it alone',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			const standing = record(now + 60 * minute, { data: bytesOf('second'), version: 2, subject: 'subject' });
			await first.replace(keyOf(1), standing, 1, call(now));
			for (const version of [0, 1, 3]) {
				const result = await second.delete(keyOf(1), version, call(now));
				equalRecord(result, standing, 'A delete that came too late answers the standing record, whole.');
			}
			equalRecord(await first.read(keyOf(1), call(now)), standing, 'A delete that was refused changes nothing.');
		},
	},
	{
		name: 'delete of a record that is not there answers "missing"',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			await second.delete(keyOf(1), null, call(now));
			for (const key of [keyOf(1), keyOf(2)]) {
				for (const version of [null, 1]) {
					equal(
						await first.delete(key, version, call(now)),
						'missing',
						'delete answers "missing" where nothing stands.',
					);
				}
			}
		},
	},
	{
		name: 'delete of an expired record answers "missing"',
		async run({ first, second, now }) {
			const versions = [null, 1, 7];
			for (const index of versions.keys()) await first.create(keyOf(index), record(now + 5 * minute), call(now));
			const later = now + 5 * minute;
			for (const [index, version] of versions.entries()) {
				const demand = 'What has expired does not exist for delete either.';
				equal(await second.delete(keyOf(index), version, call(later)), 'missing', demand);
				equal(await first.read(keyOf(index), call(later)), null, 'What has expired stays so.');
			}
		},
	},
];
