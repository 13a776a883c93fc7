import type { TestFunction } from '../../src/testing/store.ts';
import { answerCases } from './oak-cases/answers.ts';
import { failureCases } from './oak-cases/failures.ts';
import { middlewareCases } from './oak-cases/middleware.ts';
import { runCase } from './oak-cases/run.ts';

/** What is particular to Oak, on every runtime; the kit for adapters asks for everything else. */
const cases = { ...middlewareCases, ...failureCases, ...answerCases };

/** Registers a test for each. */
export function testOak(test: TestFunction): void {
	for (const [name, run] of Object.entries(cases)) test(`Oak: ${name}`, () => runCase(run));
}
