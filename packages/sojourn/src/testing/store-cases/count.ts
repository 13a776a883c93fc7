import { equal } from '../expect.ts';
import { call, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

export const countCases: readonly StoreCase[] = [
	{
		name: 'count answers how many unexpired records there are',
		needs: 'count',
		async run({ first, second, now }) {
			equal(await first.count(call(now)), 0, 'count of an empty store is 0.');
			for (let number = 0; number < 30; number += 1) {
				const expiresAt = now + (number < 10 ? 5 : 60) * minute;
				await first.create(keyOf(number), record(expiresAt), call(now));
			}
			for (const store of [first, second]) {
				equal(await store.count(call(now + 5 * minute - 1)), 30, 'count counts every record up to its expiresAt.');
			}
			for (const store of [first, second]) {
				equal(await store.count(call(now + 5 * minute)), 20, 'count leaves out what has expired.');
			}
		},
	},
	{
		name: 'count follows every change',
		needs: 'count',
		async run({ first, second, now }) {
			for (const number of [1, 2, 3]) await first.create(keyOf(number), record(now + 5 * minute), call(now));
			await first.create(keyOf(1), record(now + 5 * minute), call(now));
			await first.replace(keyOf(1), record(now + 20 * minute, { version: 2 }), 1, call(now));
			await first.replace(keyOf(9), record(now + 20 * minute, { version: 2 }), 1, call(now));
			await first.touch(keyOf(2), now + 20 * minute, 1, call(now));
			equal(await second.count(call(now)), 3, 'Refused creates, replaces and touches add no record.');
			equal(await second.count(call(now + 10 * minute)), 2, 'count goes by the expiry that stands now.');
			await first.delete(keyOf(1), null, call(now + 10 * minute));
			equal(await second.count(call(now + 10 * minute)), 1, 'count leaves out what was deleted.');
		},
	},
];
