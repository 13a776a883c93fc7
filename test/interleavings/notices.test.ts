import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Store } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import { changed } from '../../packages/sojourn/test/testing/fault.ts';
import { busyPlan, slowPlan } from './plan.ts';
import { run } from './run.ts';
import { inStore } from './subjects.ts';

/** Stores that do something wrong which no visitor must ever notice. The model has to. */
const faults: readonly { readonly does: string; readonly breaks: (right: Store) => Partial<Store> }[] = [
	{
		does: 'replaces any version, so that updates are lost',
		breaks: (right) => ({
			async replace(key, record, version, call) {
				const held = await right.read(key, call);
				return right.replace(key, record, held?.version ?? version, call);
			},
		}),
	},
	{
		does: 'creates when it replaces, so that sessions come back',
		breaks: (right) => ({
			async replace(key, record, version, call) {
				const result = await right.replace(key, record, version, call);
				if (result === 'missing') await right.create(key, record, call);
				return result;
			},
		}),
	},
	{
		does: 'says that it has deleted what it keeps',
		breaks: (right) => ({
			delete: async (key, _, call) => ((await right.read(key, call)) === null ? 'missing' : 'done'),
		}),
	},
	{
		does: 'says that it has stored what it has not',
		breaks: (right) => ({ create: () => true, replace: (...parameters) => right.replace(...parameters) }),
	},
	{
		does: 'renews nothing',
		breaks: (right) => ({ touch: async (key, _, version, call) => right.touch(key, 0, version, call) }),
	},
	{ does: 'finds nobody’s sessions', breaks: () => ({ findBySubject: () => [] }) },
	{
		does: 'keeps what it is told to replace by something shorter',
		breaks: (right) => ({
			async replace(key, record, version, call) {
				const held = await right.read(key, call);
				const data = held !== null && held.data.length > record.data.length ? held.data : record.data;
				return right.replace(key, { ...record, data }, version, call);
			},
		}),
	},
];

for (const { does, breaks } of faults) {
	test(`the model notices a store that ${does}`, async () => {
		const { failed } = await fc.check(
			fc.asyncProperty(fc.oneof(busyPlan, slowPlan), async (plan) => {
				const right = memoryStore();
				const wrong = changed(right, breaks(right));
				await run(plan, inStore([wrong, wrong, wrong]));
			}),
			{ numRuns: 400, endOnFailure: true },
		);
		assert.ok(failed, 'a plan among hundreds brings it to light');
	});
}
