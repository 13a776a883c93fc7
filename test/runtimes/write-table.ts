// Runs every suite on every runtime and writes the table of runtimes in the README.
import { readFile, writeFile } from 'node:fs/promises';
import { putSection } from '../../tools/section.ts';
import { runSuitesOn, runtimes } from './runtimes.ts';
import type { Outcome } from './suite.ts';
import { type Results, tableOf } from './table.ts';

const readme = new URL('../../README.md', import.meta.url);
const results: Results = new Map();
for (const runtime of runtimes) {
	const outcomes: Outcome[] = [];
	for await (const outcome of runSuitesOn(runtime)) {
		console.log(`${runtime.name}: ${outcome.suite}, ${outcome.passed} passed, ${outcome.failures.length} failed`);
		outcomes.push(outcome);
	}
	results.set(runtime.name, outcomes);
}
await writeFile(readme, putSection(await readFile(readme, 'utf8'), 'runtimes', tableOf(results)));
