import type { TestFunction } from '../../packages/sojourn/src/testing.ts';

/** Tests that run unchanged on every runtime that has what they are about. */
export interface Suite {
	/** What the table of runtimes calls it. */
	readonly name: string;
	readonly register: (test: TestFunction) => void;
}

/** What came of a suite on some runtime. */
export interface Outcome {
	readonly suite: string;
	/** How many tests passed. */
	readonly passed: number;
	/** A text for each test that failed. */
	readonly failures: readonly string[];
}

/** Runs the tests of a suite one after the other. */
export async function runSuite({ name, register }: Suite): Promise<Outcome> {
	const tests: { readonly title: string; readonly run: () => Promise<void> }[] = [];
	register((title, run) => tests.push({ title, run }));
	const failures: string[] = [];
	for (const { title, run } of tests) {
		try {
			await run();
		} catch (error) {
			failures.push(`${title}\n${error instanceof Error ? error.stack : String(error)}`);
		}
	}
	return { suite: name, passed: tests.length - failures.length, failures };
}

/** Runs suites where something reads what they print: a line for each outcome. */
export async function printOutcomes(suites: readonly Suite[]): Promise<void> {
	for (const suite of suites) console.log(JSON.stringify(await runSuite(suite)));
}
