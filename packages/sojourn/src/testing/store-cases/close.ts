import { equal, ok } from '../expect.ts';
import { call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

export const closeCases: readonly StoreCase[] = [
	{
		name: 'close can be called before the first use, and twice',
		needs: 'close',
		async run({ first }) {
			await first.close();
			await first.close();
			ok(first.capabilities.close, 'close releases what the store opened, if it has opened anything, once.');
		},
	},
	{
		name: 'close of one instance takes nothing from another',
		needs: 'close',
		async run({ first, second, now }) {
			const created = record(now + 60 * minute, { subject: 'subject' });
			await first.create(keyOf(1), created, call(now));
			await first.close();
			if (first === second) {
				const demand = 'A store that keeps its data elsewhere is given to the kit as two instances.';
				equal(first.capabilities.durable, 'none', demand);
				return;
			}
			equalRecord(
				await second.read(keyOf(1), call(now)),
				created,
				'What a store acknowledged outlives its close for every other instance.',
			);
		},
	},
];
