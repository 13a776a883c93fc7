import { testPage } from '../../../support/test-page.ts';
import { countsVisitsOnNode } from '../../../support/visits.ts';

testPage('packages/sojourn/README.md', {
	examples: [['the program counts visits', countsVisitsOnNode]],
});
