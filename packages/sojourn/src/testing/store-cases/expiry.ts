import { equal } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

export const expiryCases: readonly StoreCase[] = [
	{
		name: 'read answers a record up to its last millisecond, and never from expiresAt on',
		async run({ first, second, now }) {
			const created = record(now + 5 * minute);
			await first.create(keyOf(1), created, call(now));
			for (const store of [first, second]) {
				equalRecord(
					await store.read(keyOf(1), call(now + 5 * minute - 1)),
					created,
					'A record exists until expiresAt, judged by call.now.',
				);
			}
			for (const late of [0, 1, minute]) {
				for (const store of [first, second]) {
					equal(
						await store.read(keyOf(1), call(now + 5 * minute + late)),
						null,
						'From expiresAt on a record does not exist, judged by call.now.',
					);
				}
			}
		},
	},
	{
		name: 'expiresAt is kept to the millisecond, a hundred years ahead too',
		async run({ first, now }) {
			const hundredYears = 36_500 * 24 * 60 * minute;
			for (const [index, expiresAt] of [now + minute + 1, now + minute + 999, now + hundredYears + 1].entries()) {
				const created = record(expiresAt);
				await first.create(keyOf(index), created, call(now));
				equalRecord(await first.read(keyOf(index), call(now)), created, 'expiresAt comes back exactly.');
			}
		},
	},
	{
		name: 'create succeeds over an expired record, and replaces it whole',
		async run({ first, second, now }) {
			await first.create(
				keyOf(1),
				record(now + 5 * minute, { data: bytesOf('expired and longer'), subject: 'old' }),
				call(now),
			);
			const later = now + 5 * minute;
			const created = record(later + 60 * minute, { data: bytesOf('new') });
			equal(await second.create(keyOf(1), created, call(later)), true, 'An expired record does not hold its key.');
			for (const store of [first, second]) {
				equalRecord(await store.read(keyOf(1), call(later)), created, 'Nothing is left of the expired record.');
			}
		},
	},
	{
		name: 'a record that is created expired does not exist',
		async run({ first, now }) {
			equal(
				await first.create(keyOf(1), record(now), call(now)),
				true,
				'create answers true for a free key, whatever the expiry.',
			);
			equal(await first.read(keyOf(1), call(now)), null, 'A record whose expiresAt is call.now does not exist.');
			equal(
				await first.create(keyOf(1), record(now - minute), call(now)),
				true,
				'A record that was created expired does not hold its key.',
			);
			equal(await first.read(keyOf(1), call(now)), null, 'A record whose expiresAt has passed does not exist.');
		},
	},
];
