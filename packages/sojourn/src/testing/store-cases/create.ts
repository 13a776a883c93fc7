import { equal, ok } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

const durabilities: readonly string[] = ['none', 'server', 'fsync'];
const switches = ['atomic', 'subjects', 'purge', 'count', 'scan', 'close', 'sealed'] as const;

export const createCases: readonly StoreCase[] = [
	{
		name: 'it has a name and declares every capability',
		async run({ first }) {
			ok(typeof first.name === 'string' && first.name.length > 0, 'A store has a name for messages.');
			const { capabilities } = first;
			ok(durabilities.includes(capabilities.durable), 'The capability "durable" is "none", "server" or "fsync".');
			for (const name of switches)
				equal(typeof capabilities[name], 'boolean', `The capability "${name}" is true or false.`);
		},
	},
	{
		name: 'read answers null for a key that was never used',
		async run({ first, now }) {
			equal(await first.read(keyOf(1), call(now)), null, 'read answers null where nothing stands.');
		},
	},
	{
		name: 'create stores a record that both instances read back whole',
		async run({ first, second, now }) {
			const created = record(now + 60 * minute, { subject: 'subject-of_the-record' });
			for (const store of [first, second])
				equal(await store.read(keyOf(1), call(now)), null, 'read answers null where nothing stands.');
			equal(await first.create(keyOf(1), created, call(now)), true, 'create answers true for a free key.');
			for (const store of [first, second]) {
				equalRecord(await store.read(keyOf(1), call(now)), created, 'read answers the record as it was created.');
			}
		},
	},
	{
		name: 'create answers false for a key that is taken, and leaves the record there alone',
		async run({ first, second, now }) {
			const created = record(now + 60 * minute);
			await first.create(keyOf(1), created, call(now));
			for (const store of [first, second]) {
				const other = record(now + 90 * minute, { data: bytesOf('other') });
				equal(
					await store.create(keyOf(1), other, call(now)),
					false,
					'create answers false while an unexpired record holds the key.',
				);
			}
			equalRecord(await first.read(keyOf(1), call(now)), created, 'A create that was refused changes nothing.');
		},
	},
	{
		name: 'create takes a key again after its record was deleted',
		async run({ first, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			await first.delete(keyOf(1), null, call(now));
			const again = record(now + 90 * minute, { data: bytesOf('again') });
			equal(await first.create(keyOf(1), again, call(now)), true, 'A deleted record does not hold its key.');
			equalRecord(await first.read(keyOf(1), call(now)), again, 'read answers the record that was created last.');
		},
	},
];
