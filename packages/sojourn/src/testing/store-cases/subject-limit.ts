import { equal } from '../expect.ts';
import { call, keyOf, minute, record } from '../records.ts';
import type { StoreCase, StoreContext } from '../store-case.ts';

/** Gives a subject so many records. */
async function createMany({ first, second, now }: StoreContext, count: number): Promise<void> {
	for (let number = 0; number < count; number += 1) {
		const created = record(now + (10 + number) * minute, { subject: 'subject' });
		await (number % 2 === 0 ? first : second).create(keyOf(number), created, call(now));
	}
}

export const subjectLimitCases: readonly StoreCase[] = [
	{
		name: 'findBySubject answers at most as many records as it is asked for',
		needs: 'subjects',
		async run(context) {
			const { first, second, now } = context;
			await createMany(context, 12);
			for (const store of [first, second]) {
				for (const limit of [1, 5, 11, 12, 13]) {
					const found = await store.findBySubject('subject', limit, call(now));
					const different = new Set(found.map(({ key }) => key)).size;
					equal([found.length, different], Array(2).fill(Math.min(limit, 12)), 'Fewer only where there are no more.');
				}
			}
		},
	},
	{
		name: 'whoever deletes what findBySubject answers, a few at a time, deletes all',
		needs: 'subjects',
		async run(context) {
			const { first, second, now } = context;
			await createMany(context, 30);
			for (let left = 30; left > 0; left -= 7) {
				const found = await first.findBySubject('subject', 7, call(now));
				equal(found.length, Math.min(left, 7), 'What was deleted does not count.');
				for (const { key } of found) equal(await second.delete(key, 1, call(now)), 'done', 'It stands.');
			}
			equal(await second.findBySubject('subject', 7, call(now)), [], 'In the end there are none.');
		},
	},
];
