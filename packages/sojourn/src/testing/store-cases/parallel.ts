import { equal, ok } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';
import { append, many, together } from './together.ts';

export const parallelCases: readonly StoreCase[] = [
	{
		name: 'of 50 creates of one key at once exactly one succeeds, and its record stands',
		async run(context) {
			const { first, now } = context;
			const recordOf = (index: number) => record(now + 60 * minute, { data: bytesOf(`create ${index}`) });
			const answers = await together(context, many, async (store, index) =>
				store.create(keyOf(1), recordOf(index), call(now)),
			);
			equal(
				answers.filter((created) => created === true).length,
				1,
				'Exactly one of several creates of one key answers true.',
			);
			equalRecord(
				await first.read(keyOf(1), call(now)),
				recordOf(answers.indexOf(true)),
				'The record of the create that answered true stands.',
			);
		},
	},
	{
		name: 'of 50 creates over an expired record at once exactly one succeeds',
		async run(context) {
			const { first, now } = context;
			await first.create(keyOf(1), record(now + 5 * minute, { subject: 'old' }), call(now));
			const later = now + 5 * minute;
			const recordOf = (index: number) => record(later + 60 * minute, { data: bytesOf(`create ${index}`) });
			const answers = await together(context, many, async (store, index) =>
				store.create(keyOf(1), recordOf(index), call(later)),
			);
			equal(
				answers.filter((created) => created === true).length,
				1,
				'Exactly one of several creates over an expired record answers true.',
			);
			equalRecord(
				await first.read(keyOf(1), call(later)),
				recordOf(answers.indexOf(true)),
				'The record of the create that answered true stands.',
			);
		},
	},
	{
		name: 'of 50 replaces of one version at once exactly one is done, and the others answer its record',
		async run(context) {
			const { first, now } = context;
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			const recordOf = (index: number) => record(now + 60 * minute, { data: bytesOf(`replace ${index}`), version: 2 });
			const answers = await together(context, many, async (store, index) =>
				store.replace(keyOf(1), recordOf(index), 1, call(now)),
			);
			equal(
				answers.filter((answer) => answer === 'done').length,
				1,
				'Exactly one of several replaces of one version answers "done".',
			);
			const winner = recordOf(answers.indexOf('done'));
			equalRecord(
				await first.read(keyOf(1), call(now)),
				winner,
				'The record of the replace that answered "done" stands.',
			);
			for (const answer of answers.filter((other) => other !== 'done')) {
				equalRecord(answer, winner, 'A replace that came too late answers the record of the one that was done.');
			}
		},
	},
	{
		name: 'of 30 writers who add to one record at once none is lost',
		async run(context) {
			const { first, now } = context;
			await first.create(keyOf(1), record(now + 60 * minute, { data: new Uint8Array(0) }), call(now));
			const answers = await together(context, 30, (store, index) => append(store, keyOf(1), now, index));
			ok(
				answers.every((answer) => answer === 'done'),
				'A replace answers "missing" only where nothing stands.',
			);
			const stored = await first.read(keyOf(1), call(now));
			equal(stored?.version, 31, 'Each replace that answered "done" is one version.');
			const marks = [...(stored?.data ?? [])].sort((left, right) => left - right);
			equal(
				marks,
				Array.from({ length: 30 }, (_, index) => index),
				'What a replace that answered "done" has written is not overwritten unseen.',
			);
		},
	},
	{
		name: 'of 50 touches at once the latest expiry stands',
		async run(context) {
			const { first, now } = context;
			const created = record(now + 5 * minute);
			await first.create(keyOf(1), created, call(now));
			const answers = await together(context, many, async (store, index) =>
				store.touch(keyOf(1), now + (10 + ((index * 7) % many)) * minute, 1, call(now)),
			);
			ok(
				answers.every((stands) => stands === true),
				'touch answers true while the version it names stands.',
			);
			const latest = { ...created, expiresAt: now + (10 + many - 1) * minute };
			equalRecord(
				await first.read(keyOf(1), call(now)),
				latest,
				'touch never moves the expiry earlier than another touch has moved it.',
			);
		},
	},
	{
		name: 'a touch at the same time undoes no replace',
		async run(context) {
			const { first, now } = context;
			for (let round = 0; round < 10; round += 1) {
				await first.create(keyOf(round), record(now + 5 * minute), call(now));
				const replaced = record(now + 20 * minute, { data: bytesOf('replaced'), version: 2 });
				const answers = await together(context, 4, async (store, index) =>
					index === round % 4
						? store.replace(keyOf(round), replaced, 1, call(now))
						: store.touch(keyOf(round), now + 60 * minute, 1, call(now)),
				);
				equal(answers[round % 4], 'done', 'A touch leaves the version, so that a replace of it is done.');
				equalRecord(
					await first.read(keyOf(round), call(now)),
					replaced,
					'A touch of the version before changes nothing of the new record.',
				);
			}
		},
	},
];
