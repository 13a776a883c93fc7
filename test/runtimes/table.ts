import type { Outcome } from './suite.ts';

/** What came of the suites on each runtime, by its name. */
export type Results = Map<string, readonly Outcome[]>;

/** The table of runtimes: a column each, and a row for each suite. */
export function tableOf(results: Results): string {
	const suites = new Set([...results.values()].flatMap((outcomes) => outcomes.map(({ suite }) => suite)));
	const rows = [
		['', ...results.keys()],
		['---', ...[...results].map(() => ':---:')],
		...[...suites].map((suite) => [suite, ...[...results.values()].map((outcomes) => cellOf(outcomes, suite))]),
	];
	return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A dash for what the runtime does not have. */
function cellOf(outcomes: readonly Outcome[], suite: string): string {
	const outcome = outcomes.find((each) => each.suite === suite);
	if (outcome === undefined) return '–';
	return outcome.failures.length === 0 ? '✔' : '✖';
}
