import { equal } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

const second = bytesOf('the second state, which is longer');

export const replaceCases: readonly StoreCase[] = [
	{
		name: 'replace puts the whole record in place of the version it names',
		async run({ first, second: other, now }) {
			await first.create(keyOf(1), record(now + 60 * minute, { subject: 'subject' }), call(now));
			const replaced = record(now + 90 * minute, { data: second, version: 2, subject: 'another' });
			equal(
				await other.replace(keyOf(1), replaced, 1, call(now)),
				'done',
				'replace answers "done" while the version it names stands.',
			);
			for (const store of [first, other]) {
				equalRecord(
					await store.read(keyOf(1), call(now)),
					replaced,
					'replace puts data, version, expiresAt and subject in place.',
				);
			}
		},
	},
	{
		name: 'replace goes on from version to version',
		async run({ first, second: other, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			for (let version = 1; version <= 12; version += 1) {
				const replaced = record(now + 60 * minute, { data: bytesOf(`state ${version + 1}`), version: version + 1 });
				const store = version % 2 === 0 ? first : other;
				equal(
					await store.replace(keyOf(1), replaced, version, call(now)),
					'done',
					'replace answers "done" while the version it names stands.',
				);
				equalRecord(
					await first.read(keyOf(1), call(now)),
					replaced,
					'Versions are compared as numbers, across 9 and 10 too.',
				);
			}
		},
	},
	{
		name: 'replace of another version answers the record that stands there, and leaves it alone',
		async run({ first, second: other, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			const standing = record(now + 90 * minute, { data: second, version: 2, subject: 'subject' });
			await first.replace(keyOf(1), standing, 1, call(now));
			const refused = record(now + 120 * minute, { data: bytesOf('refused'), version: 2 });
			for (const [store, version] of [
				[first, 1],
				[other, 1],
				[first, 3],
				[other, 0],
			] as const) {
				const result = await store.replace(keyOf(1), refused, version, call(now));
				equalRecord(result, standing, 'A replace that came too late answers the standing record, whole.');
			}
			equalRecord(await first.read(keyOf(1), call(now)), standing, 'A replace that was refused changes nothing.');
		},
	},
	{
		name: 'replace never creates',
		async run({ first, second: other, now }) {
			const replaced = record(now + 60 * minute, { version: 2, subject: 'subject' });
			for (const version of [0, 1]) {
				equal(
					await first.replace(keyOf(1), replaced, version, call(now)),
					'missing',
					'replace answers "missing" where nothing stands.',
				);
			}
			await first.create(keyOf(2), record(now + 60 * minute), call(now));
			await other.delete(keyOf(2), null, call(now));
			equal(
				await first.replace(keyOf(2), replaced, 1, call(now)),
				'missing',
				'replace answers "missing" for a deleted record.',
			);
			for (const key of [keyOf(1), keyOf(2)]) {
				equal(await other.read(key, call(now)), null, 'replace never brings a record into being.');
			}
		},
	},
	{
		name: 'replace of an expired record answers "missing" and does not bring it back',
		async run({ first, second: other, now }) {
			await first.create(keyOf(1), record(now + 5 * minute), call(now));
			const later = now + 5 * minute;
			for (const version of [1, 7]) {
				const replaced = record(later + 60 * minute, { data: second, version: version + 1 });
				equal(
					await other.replace(keyOf(1), replaced, version, call(later)),
					'missing',
					'What has expired cannot be replaced.',
				);
			}
			equal(await first.read(keyOf(1), call(later)), null, 'What has expired stays so.');
		},
	},
	{
		name: 'replace may move the expiry earlier',
		async run({ first, second: other, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			const replaced = record(now + minute, { version: 2 });
			equal(await first.replace(keyOf(1), replaced, 1, call(now)), 'done', 'replace sets the expiry it was given.');
			equalRecord(
				await other.read(keyOf(1), call(now + minute - 1)),
				replaced,
				'The earlier expiry is the one that holds.',
			);
			equal(await other.read(keyOf(1), call(now + minute)), null, 'The earlier expiry is the one that holds.');
		},
	},
	{
		name: 'replace may move the expiry later',
		async run({ first, second: other, now }) {
			await first.create(keyOf(1), record(now + minute), call(now));
			const replaced = record(now + 60 * minute, { version: 2 });
			await first.replace(keyOf(1), replaced, 1, call(now));
			equalRecord(
				await other.read(keyOf(1), call(now + 60 * minute - 1)),
				replaced,
				'The later expiry is the one that holds.',
			);
		},
	},
	{
		name: 'a record that is replaced by an expired one is gone',
		async run({ first, second: other, now }) {
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			const expired = record(now - minute, { version: 2 });
			equal(
				await first.replace(keyOf(1), expired, 1, call(now)),
				'done',
				'replace takes any expiry, one that has passed too.',
			);
			equal(await other.read(keyOf(1), call(now)), null, 'A record whose expiresAt has passed does not exist.');
			const next = record(now + 60 * minute, { version: 3 });
			equal(await other.replace(keyOf(1), next, 2, call(now)), 'missing', 'What has expired cannot be replaced.');
		},
	},
];
