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

const kinds: readonly { readonly name: string; readonly plans: Arbitrary<Plan> }[] = [
	{ name: 'whatever clients of one session do at once, each sees only what it may', plans: busyPlan },
	{ name: 'a session lives as long as it is used, and no longer', plans: slowPlan },
	{ name: 'the same while the store refuses, loses and delays calls', plans: faultyPlan },
];

/**
 * Registers the tests: clients of one session do all that can be done with it, in random orders of what happens at the
 * store, and see only what they may see. A failure prints its seed, its shortest plan, and what happened in it.
 *
 * @param runs how many plans of each kind are run
 */
export function testInterleavings(register: typeof test, subject: Subject, runs: number): void {
	for (const { name, plans } of kinds) register(`${subject.name}: ${name}`, () => goThrough(subject, plans, runs));
}

/**
 * Registers the same tests for the soak.
 *
 * @param seconds for how long plans of each kind are run
 */
export function soakInterleavings(register: typeof test, subject: Subject, seconds: number): void {
	for (const { name, plans } of kinds) {
		register(`${subject.name}: ${name}`, async (context) => {
			const end = Date.now() + seconds * 1000;
			let runs = 0;
			for (; Date.now() < end; runs += runsAtOnce) await goThrough(subject, plans, runsAtOnce);
			context.diagnostic(
				`${runs.toLocaleString('en')} plans, each in an order of its own: all that visitors saw was allowed`,
			);
		});
	}
}

/** How many plans the soak makes before it looks at the time. */
const runsAtOnce = 20;

async function goThrough(subject: Subject, plans: Arbitrary<Plan>, runs: number): Promise<void> {
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
}
