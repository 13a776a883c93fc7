import type { Store } from '../../contract/store.ts';
import { equal } from '../expect.ts';
import { bytesOf, call, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

/** Demands that the store finds exactly these records of a subject. */
async function finds(
	store: Store,
	subject: string,
	now: number,
	expected: readonly { readonly key: string; readonly expiresAt: number }[],
	demand: string,
): Promise<void> {
	const found = await store.findBySubject(subject, 1000, call(now));
	const sorted = (entries: typeof expected) =>
		entries.map(({ key, expiresAt }) => ({ key, expiresAt })).sort((left, right) => (left.key < right.key ? -1 : 1));
	equal(sorted(found), sorted(expected), demand);
}

export const subjectCases: readonly StoreCase[] = [
	{
		name: 'findBySubject answers all records of a subject, and no others',
		needs: 'subjects',
		async run({ first, second, now }) {
			const expected = [];
			// More than databases answer at once where nobody tells them otherwise.
			for (let number = 0; number < 130; number += 1) {
				const expiresAt = now + (10 + number) * minute;
				const subject = number < 110 ? 'ours' : number < 120 ? 'theirs' : null;
				await (number % 2 === 0 ? first : second).create(keyOf(number), record(expiresAt, { subject }), call(now));
				if (subject === 'ours') expected.push({ key: keyOf(number), expiresAt });
			}
			for (const store of [first, second]) {
				await finds(
					store,
					'ours',
					now,
					expected,
					'findBySubject answers key and expiresAt of every record of the subject.',
				);
				await finds(store, 'nobody', now, [], 'findBySubject answers an empty list for a subject without records.');
			}
		},
	},
	{
		name: 'subjects are compared whole and exactly',
		needs: 'subjects',
		async run({ first, second, now }) {
			const long = `${'aB-_09'.repeat(10)}xyz`;
			const subjects = ['a', 'A', 'ab', 'a_', 'a-', 'aB', '1', '01', '1e0', '_', '-', `${long}0`, `${long}1`];
			const expiresAt = now + 60 * minute;
			for (const [index, subject] of subjects.entries()) {
				await first.create(keyOf(index), record(expiresAt, { subject }), call(now));
			}
			for (const [index, subject] of subjects.entries()) {
				const expected = [{ key: keyOf(index), expiresAt }];
				await finds(
					second,
					subject,
					now,
					expected,
					'Upper and lower case, "_" and "-" and all of 64 characters count in a subject.',
				);
			}
			for (const subject of ['__proto__', 'constructor'])
				await finds(second, subject, now, [], 'A subject is text, and the name of nothing else.');
		},
	},
	{
		name: 'findBySubject leaves out what has expired',
		needs: 'subjects',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 5 * minute, { subject: 'subject' }), call(now));
			await first.create(keyOf(2), record(now + 60 * minute, { subject: 'subject' }), call(now));
			const expected = [{ key: keyOf(2), expiresAt: now + 60 * minute }];
			for (const store of [first, second]) {
				await finds(
					store,
					'subject',
					now + 5 * minute,
					expected,
					'findBySubject answers no record from its expiresAt on.',
				);
			}
		},
	},
	{
		name: 'findBySubject no longer finds a deleted record',
		needs: 'subjects',
		async run({ first, second, now }) {
			for (const number of [1, 2]) {
				await first.create(keyOf(number), record(now + 60 * minute, { subject: 'subject' }), call(now));
			}
			await second.delete(keyOf(1), null, call(now));
			const left = [{ key: keyOf(2), expiresAt: now + 60 * minute }];
			await finds(first, 'subject', now, left, 'delete takes the record out of the subject index.');
			await second.delete(keyOf(2), 1, call(now));
			await finds(first, 'subject', now, [], 'delete takes the record out of the subject index.');
		},
	},
	{
		name: 'replace moves a record from its old subject to its new one',
		needs: 'subjects',
		async run({ first, second, now }) {
			const expiresAt = now + 60 * minute;
			const steps = [null, 'old', 'old', 'new', null, 'old'];
			await first.create(keyOf(1), record(expiresAt, { subject: steps[0] ?? null }), call(now));
			for (const [index, subject] of steps.slice(1).entries()) {
				const replaced = record(expiresAt, { data: bytesOf('next'), version: index + 2, subject });
				await first.replace(keyOf(1), replaced, index + 1, call(now));
				for (const name of ['old', 'new']) {
					const expected = name === subject ? [{ key: keyOf(1), expiresAt }] : [];
					await finds(second, name, now, expected, 'A record is found by the subject it has now, and by no other.');
				}
			}
		},
	},
	{
		name: 'a refused change leaves the subject index alone',
		needs: 'subjects',
		async run({ first, second, now }) {
			const expiresAt = now + 60 * minute;
			await first.create(keyOf(1), record(expiresAt, { subject: 'standing' }), call(now));
			await second.create(keyOf(1), record(expiresAt, { subject: 'refused' }), call(now));
			await second.replace(keyOf(1), record(expiresAt, { version: 8, subject: 'refused' }), 7, call(now));
			await second.replace(keyOf(2), record(expiresAt, { version: 2, subject: 'refused' }), 1, call(now));
			await second.delete(keyOf(1), 7, call(now));
			await finds(
				first,
				'standing',
				now,
				[{ key: keyOf(1), expiresAt }],
				'A refused change does not take a record from its subject.',
			);
			await finds(first, 'refused', now, [], 'A refused change gives a subject no record.');
		},
	},
	{
		name: 'findBySubject knows the expiry that touch or replace has moved',
		needs: 'subjects',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 5 * minute, { subject: 'subject' }), call(now));
			await first.touch(keyOf(1), now + 20 * minute, 1, call(now));
			const touched = [{ key: keyOf(1), expiresAt: now + 20 * minute }];
			await finds(
				second,
				'subject',
				now + 10 * minute,
				touched,
				'A record that was touched is found until its new expiry.',
			);
			const replaced = record(now + 60 * minute, { version: 2, subject: 'subject' });
			await first.replace(keyOf(1), replaced, 1, call(now + 10 * minute));
			const moved = [{ key: keyOf(1), expiresAt: now + 60 * minute }];
			await finds(
				second,
				'subject',
				now + 30 * minute,
				moved,
				'A record that was replaced is found until its new expiry.',
			);
			const earlier = record(now + 40 * minute, { version: 3, subject: 'subject' });
			await first.replace(keyOf(1), earlier, 2, call(now + 30 * minute));
			await finds(
				second,
				'subject',
				now + 40 * minute,
				[],
				'An expiry that replace moved earlier holds for findBySubject.',
			);
		},
	},
	{
		name: 'a record created over an expired one is not found by the old subject',
		needs: 'subjects',
		async run({ first, second, now }) {
			await first.create(keyOf(1), record(now + 5 * minute, { subject: 'old' }), call(now));
			const later = now + 5 * minute;
			await second.create(keyOf(1), record(later + 60 * minute, { subject: 'new' }), call(later));
			await finds(first, 'old', later, [], 'The old subject has nothing to do with the new record.');
			const expected = [{ key: keyOf(1), expiresAt: later + 60 * minute }];
			await finds(first, 'new', later, expected, 'The new subject finds the new record.');
		},
	},
];
