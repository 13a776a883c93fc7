import { testPage } from '../../../support/test-page.ts';
import { countsVisitsOnNode } from '../../../support/visits.ts';

testPage('docs/guide/moving.md', {
	examples: [['the program for Express counts visits', countsVisitsOnNode]],
});
