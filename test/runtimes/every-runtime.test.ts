import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSuitesOn, runtimes } from './runtimes.ts';

for (const runtime of runtimes) {
	test(`every suite passes on ${runtime.name}`, async (context) => {
		for await (const { suite, passed, failures } of runSuitesOn(runtime)) {
			await context.test(`${runtime.name}: ${suite}, ${passed} tests`, () => {
				assert.deepEqual(failures, []);
				assert.notEqual(passed, 0);
			});
		}
	});
}
