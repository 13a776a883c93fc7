import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { describeRun } from './machine.ts';
import { putSection } from './section.ts';
import { runTests } from './test.ts';
import type { FileResult } from './test-file.ts';

/** Where the table of the last whole run stands. */
export const soakPage = 'docs/soak.md';

/**
 * Runs the tests that take long, one file after the other: they load the machine and measure it. Each says in a
 * sentence what it found, by `diagnostic` of its context. What all of them found goes into the page, failures
 * included; a run of some of them is only printed.
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
	const report = `${run}.\n\n${tableOf(results)}`;
	console.log(`\n${report}`);
	if (filters.length > 0) return;
	await writeFile(soakPage, putSection(await readFile(soakPage, 'utf8'), 'soak', `\n${report}\n`));
}

/** The table of what was tested and found, a line for each test. */
export function tableOf(results: readonly FileResult[]): string {
	const rows = [['tested', 'found', 'seconds', ''], ['---', '---', '---:', ':---:'], ...results.flatMap(rowsOf)];
	return rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
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
	return [tested, found, seconds.toFixed(0), passed ? '✔' : '✖'];
}
