import { testPage } from '../support/test-page.ts';
import { countsVisitsOnNode, countsVisitsOnOtherRuntimes } from '../support/visits.ts';

testPage('README.md', {
	installed: true,
	examples: [
		['the program for node:http counts visits', countsVisitsOnNode],
		['the program for Express counts visits', countsVisitsOnNode],
		['the program for fetch-style servers counts visits on Deno, Bun and workerd', countsVisitsOnOtherRuntimes],
	],
});
