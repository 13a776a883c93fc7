import type { ConditionalResult, Store } from '../../contract/store.ts';
import { equal } from '../expect.ts';
import { call, keyOf, minute, record } from '../records.ts';
import type { StoreCase, StoreContext } from '../store-case.ts';
import { append, many, together } from './together.ts';

/** Deletes the record once others have written to it: whatever stands there, or version by version until one lands. */
async function removeInTheMidst(store: Store, now: number, versioned: boolean): Promise<ConditionalResult> {
	let standing = await store.read(keyOf(1), call(now));
	for (let attempt = 0; attempt < many && standing?.version === 1; attempt += 1) {
		standing = await store.read(keyOf(1), call(now));
	}
	if (!versioned) return store.delete(keyOf(1), null, call(now));
	for (let attempt = 0; attempt < 10 * many && standing !== null; attempt += 1) {
		const result = await store.delete(keyOf(1), standing.version, call(now));
		if (typeof result === 'string') return result;
		standing = result;
	}
	return 'missing';
}

async function touchWhatStands(store: Store, now: number): Promise<boolean> {
	const standing = await store.read(keyOf(1), call(now));
	return standing !== null && store.touch(keyOf(1), now + 90 * minute, standing.version, call(now));
}

export const parallelDeleteCases: readonly StoreCase[] = [
	{
		name: 'of 50 deletes at once exactly one is done',
		async run(context) {
			const { first, now } = context;
			await first.create(keyOf(1), record(now + 60 * minute), call(now));
			const answers = await together(context, many, async (store, index) =>
				store.delete(keyOf(1), index % 3 === 0 ? 1 : null, call(now)),
			);
			equal(answers.filter((answer) => answer === 'done').length, 1, 'Exactly one of several deletes answers "done".');
			equal(answers.filter((answer) => answer === 'missing').length, many - 1, 'Every other delete answers "missing".');
		},
	},
	{
		name: 'of a replace and a delete of one version at once only one is done',
		async run(context) {
			const { first, now } = context;
			for (let round = 0; round < 10; round += 1) {
				await first.create(keyOf(round), record(now + 60 * minute), call(now));
				const replaced = record(now + 60 * minute, { version: 2 });
				const answers = await together(context, 4, async (store, index) =>
					index === round % 4
						? store.delete(keyOf(round), 1, call(now))
						: store.replace(keyOf(round), replaced, 1, call(now)),
				);
				equal(
					answers.filter((answer) => answer === 'done').length,
					1,
					'Exactly one of several conditional changes of one version answers "done".',
				);
				const deleted = answers[round % 4] === 'done';
				equal(
					(await first.read(keyOf(round), call(now))) === null,
					deleted,
					'What the change that answered "done" has left stands.',
				);
			}
		},
	},
	...[
		{ how: 'whatever stood there', versioned: false },
		{ how: 'the version that stood there', versioned: true },
	].map(({ how, versioned }) => ({
		name: `a record never comes back after a delete of ${how}, whoever was still writing`,
		async run(context: StoreContext) {
			const { first, second, now } = context;
			const created = record(now + 60 * minute, { data: new Uint8Array(0), subject: 'subject' });
			await first.create(keyOf(1), created, call(now));
			const answers = await together(context, 30, async (store, index) => {
				if (index === 11) return removeInTheMidst(store, now, versioned);
				if (index % 5 === 0) return touchWhatStands(store, now);
				return append(store, keyOf(1), now, index);
			});
			equal(answers[11], 'done', 'A delete of what stands is done.');
			for (const store of [first, second]) {
				equal(await store.read(keyOf(1), call(now)), null, 'Neither replace nor touch brings a deleted record back.');
				if (!store.capabilities.subjects) continue;
				equal(
					await store.findBySubject('subject', 100, call(now)),
					[],
					'A deleted record is not found by its subject.',
				);
			}
		},
	})),
];
