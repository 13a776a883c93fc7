import { equal, ok } from '../expect.ts';
import { call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

export const purgeCases: readonly StoreCase[] = [
	{
		name: 'purge removes at most the given number of expired records, and leaves the others',
		needs: 'purge',
		async run({ first, second, now }) {
			const live = record(now + 60 * minute, { subject: 'subject' });
			for (let number = 0; number < 50; number += 1) {
				const expired = record(now + (1 + (number % 5)) * minute, { subject: 'subject' });
				await first.create(keyOf(number), number % 2 === 0 ? expired : live, call(now));
			}
			const later = now + 10 * minute;
			for (let left = 25; left > 0; ) {
				const removed = await second.purge(10, call(later));
				ok(removed > 0, 'purge removes at least one record as long as an expired one is left.');
				ok(removed <= Math.min(10, left), 'purge removes at most its limit, and answers how many.');
				left -= removed;
			}
			equal(await second.purge(10, call(later)), 0, 'purge answers 0 once none is left.');
			for (let number = 1; number < 50; number += 2) {
				equalRecord(await first.read(keyOf(number), call(later)), live, 'purge leaves every unexpired record.');
			}
		},
	},
	{
		name: 'purge answers 0 where nothing has expired',
		needs: 'purge',
		async run({ first, now }) {
			equal(await first.purge(10, call(now)), 0, 'purge of an empty store removes nothing.');
			const created = record(now + 5 * minute);
			await first.create(keyOf(1), created, call(now));
			equal(await first.purge(10, call(now + 5 * minute - 1)), 0, 'purge removes nothing before its expiresAt.');
			equalRecord(
				await first.read(keyOf(1), call(now + 5 * minute - 1)),
				created,
				'purge leaves every unexpired record.',
			);
			equal(await first.purge(10, call(now + 5 * minute)), 1, 'purge removes a record from its expiresAt on.');
		},
	},
	{
		name: 'purge goes by the expiry that stands now',
		needs: 'purge',
		async run({ first, second, now }) {
			for (const number of [1, 2, 3]) await first.create(keyOf(number), record(now + 5 * minute), call(now));
			await first.touch(keyOf(1), now + 60 * minute, 1, call(now));
			await first.replace(keyOf(2), record(now + 60 * minute, { version: 2 }), 1, call(now));
			await first.create(keyOf(4), record(now + 60 * minute), call(now));
			await first.replace(keyOf(4), record(now + 5 * minute, { version: 2 }), 1, call(now));
			const later = now + 10 * minute;
			equal(await second.purge(10, call(later)), 2, 'purge removes what expires now, however it once expired.');
			for (const number of [1, 2]) {
				ok(
					(await first.read(keyOf(number), call(later))) !== null,
					'purge leaves a record whose expiry was moved later.',
				);
			}
		},
	},
	{
		name: 'purge does not count what was deleted',
		needs: 'purge',
		async run({ first, second, now }) {
			for (const number of [1, 2, 3]) await first.create(keyOf(number), record(now + 5 * minute), call(now));
			await first.delete(keyOf(1), null, call(now));
			const live = record(now + 60 * minute);
			await first.create(keyOf(2), live, call(now + 5 * minute));
			equal(await second.purge(10, call(now + 5 * minute)), 1, 'purge answers how many expired records it removed.');
			equalRecord(
				await first.read(keyOf(2), call(now + 5 * minute)),
				live,
				'purge leaves a record created over an expired one.',
			);
		},
	},
];
