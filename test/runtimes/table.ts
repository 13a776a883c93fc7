import type { Outcome } from './suite.ts';

/** What came of the suites on each runtime, by its name. */
export type Results = Map<string, readonly Outcome[]>;

const begin = '<!-- runtimes:begin -->\n';
const end = '\n<!-- runtimes:end -->';

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

/** What is for a runtime that has no such thing is a dash. */
function cellOf(outcomes: readonly Outcome[], suite: string): string {
	const outcome = outcomes.find((each) => each.suite === suite);
	if (outcome === undefined) return '–';
	return outcome.failures.length === 0 ? '✔' : '✖';
}

/** The table that stands in a page between its two marks. */
export function takeTable(page: string): string {
	return split(page).table;
}

/** The page with another table between the marks. */
export function putTable(page: string, table: string): string {
	const { before, after } = split(page);
	return before + table + after;
}

function split(page: string): { readonly before: string; readonly table: string; readonly after: string } {
	const from = page.indexOf(begin) + begin.length;
	const to = page.indexOf(end, from - 1);
	if (from < begin.length || to < 0)
		throw new Error(`The page has no place for the table: ${begin.trim()} and ${end.trim()}.`);
	return { before: page.slice(0, from), table: page.slice(from, to), after: page.slice(to) };
}
