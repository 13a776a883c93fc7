import { testPage } from '../../../support/test-page.ts';
import { countsVisitsOnNode } from '../../../support/visits.ts';

testPage('packages/sojourn/README.md', {
	installed: true,
	examples: [['the program counts visits', countsVisitsOnNode]],
});
