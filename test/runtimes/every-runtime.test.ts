import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { cellsOf, takeSection } from '../../tools/section.ts';
import { runSuitesOn, runtimes } from './runtimes.ts';
import type { Outcome } from './suite.ts';
import { type Results, tableOf } from './table.ts';

const results: Results = new Map();

for (const runtime of runtimes) {
	test(`every suite passes on ${runtime.name}`, async (context) => {
		const outcomes: Outcome[] = [];
		results.set(runtime.name, outcomes);
		for await (const outcome of runSuitesOn(runtime)) {
			outcomes.push(outcome);
			await context.test(`${runtime.name}: ${outcome.suite}, ${outcome.passed} tests`, () => {
				assert.deepEqual(outcome.failures, []);
				assert.notEqual(outcome.passed, 0);
			});
		}
	});
}

test('the table in the README says what passed where, and what is not to be had there', async () => {
	const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
	assert.deepEqual(cellsOf(takeSection(readme, 'runtimes')), cellsOf(tableOf(results)), 'npm run runtimes writes it');
});
