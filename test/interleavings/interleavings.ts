import type { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { busyPlan, faultyPlan, type Plan, slowPlan } from './plan.ts';
import { type Place, run } from './run.ts';

/** Where the sessions are that are gone through. */
export interface Subject {
	readonly name: string;
	/** Opens it, fresh. */
	open(): Promise<Place & { dispose(): Promise<void> | void }>;
}

/**
 * Registers the tests: clients of one session do all that can be done with it, in random orders of what happens at the
 * store, and see only what they may see. A failure prints its seed, its shortest plan, and what happened in it.
 *
 * @param runs how many plans are run without faults of the store, and as many again with them
 */
export function testInterleavings(register: typeof test, subject: Subject, runs: number): void {
	const kinds: readonly { readonly name: string; readonly plans: Arbitrary<Plan> }[] = [
		{ name: 'whatever clients of one session do at once, each sees only what it may', plans: busyPlan },
		{ name: 'a session lives as long as it is used, and no longer', plans: slowPlan },
		{ name: 'the same while the store refuses, loses and delays calls', plans: faultyPlan },
	];
	for (const { name, plans } of kinds) {
		register(`${subject.name}: ${name}`, async () => {
			await fc.assert(
				fc.asyncProperty(plans, async (plan) => {
					const place = await subject.open();
					try {
						await run(plan, place);
					} finally {
						await place.dispose();
					}
				}),
				{ numRuns: runs },
			);
		});
	}
}
