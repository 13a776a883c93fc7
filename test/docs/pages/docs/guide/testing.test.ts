import assert from 'node:assert/strict';
import { runByItself } from '../../../support/run-by-itself.ts';
import { testPage } from '../../../support/test-page.ts';

testPage('docs/guide/testing.md', {
	examples: [
		[
			'the test that it shows passes',
			async ({ path }) => {
				assert.match(await runByItself(path), /✔ a visitor is forgotten after an hour/);
			},
		],
	],
});
