import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { describeRun } from './machine.ts';
import { cellsOf, putSection, takeSection } from './section.ts';
import { runTests } from './test.ts';
import type { FileResult } from './test-file.ts';

/** Where the table of what was found last stands. */
export const soakPage = 'docs/soak.md';

/**
 * Runs the tests that take long, one file after the other: they load the machine and measure it. Each says in a
 * sentence what it found, by `diagnostic` of its context. What they found goes into the page, failures included; a run
 * of some of them leaves the lines of the others as they are.
 *
 * @param filters parts of paths: where there are some, only files with one of them in their path are run
 */
export async function runSoak(filters: readonly string[]): Promise<void> {
	const run = describeRun();
	const results = await runTests({
		patterns: ['test/**/*.soak.ts'],
		filters,
		parallel: 1,
		mayLeaveOut: false,
		testSeconds: 1800,
		fileSeconds: 3600,
	});
	const rows = results.flatMap(rowsOf);
	const page = await readFile(soakPage, 'utf8');
	const earlier = filters.length === 0 ? [] : rowsIn(takeSection(page, 'soak'));
	console.log(`\n${run}.\n\n${tableOf(rows)}`);
	await writeFile(soakPage, putSection(page, 'soak', `\n${run}.\n\n${tableOf(over(earlier, rows))}\n`));
}

const head = [
	['tested', 'found', 'on', 'seconds', ''],
	['---', '---', '---', '---:', ':---:'],
];

/** The table of what was tested and found, a line for each test. */
function tableOf(rows: readonly (readonly string[])[]): string {
	return [...head, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The lines of the table that stands in the page; none where it has no table yet. */
function rowsIn(section: string): string[][] {
	const lines = section.split('\n').filter((line) => line.startsWith('|'));
	return cellsOf(lines.join('\n')).slice(head.length);
}

/** New lines, each in the place of the earlier one on the same test, and those of other tests. */
function over(earlier: readonly string[][], rows: readonly string[][]): string[][] {
	const named = new Map([...earlier, ...rows].map((row) => [row[0], row]));
	return [...named.values()];
}

function rowsOf({ file, seconds, tests, problems }: FileResult): string[][] {
	const rows = tests.map(({ name, findings, seconds, passed }) => rowOf(name, findings.join(' '), seconds, passed));
	// The file did not load or did not end, or its process ended too soon.
	if (problems.length > 0 && tests.every(({ passed }) => passed)) {
		rows.push(rowOf(`\`${relative(process.cwd(), file)}\` as a whole`, '', seconds, false));
	}
	return rows;
}

function rowOf(tested: string, found: string, seconds: number, passed: boolean): string[] {
	const today = new Date().toISOString().slice(0, 10);
	return [inCell(tested), inCell(found), today, seconds.toFixed(0), passed ? '✔' : '✖'];
}

/** A bar would begin the next cell. */
function inCell(text: string): string {
	return text.replaceAll('|', '/');
}
