import assert from 'node:assert/strict';
import { Browser } from '../../../../../packages/sojourn/src/testing/browser.ts';
import { browserAt } from '../../../support/browse.ts';
import { startOnNode } from '../../../support/program.ts';
import { type Example, testPage } from '../../../support/test-page.ts';
import { countsVisitsOnOtherRuntimes } from '../../../support/visits.ts';

/** Counts visits, and stores nothing of a handler that fails. */
async function countsUnlessItFails(ann: Browser, bob: Browser): Promise<void> {
	assert.equal((await ann.open('/')).body, 'Visit 1');
	assert.equal((await ann.open('/')).body, 'Visit 2');
	assert.equal((await ann.open('/fail')).status, 500);
	assert.equal((await ann.open('/')).body, 'Visit 3');
	assert.equal((await bob.open('/fail')).status, 500);
	assert.equal(bob.cookies.size, 0);
	assert.equal((await bob.open('/')).body, 'Visit 1');
}

async function countsOnNode({ path }: Example): Promise<void> {
	await using program = await startOnNode(path);
	await countsUnlessItFails(new Browser(program.url), new Browser(program.url));
}

async function countsOnEveryRuntime(example: Example): Promise<void> {
	const { default: server } = await example.load<{ default: { fetch(request: Request): Promise<Response> } }>();
	const browser = (): Browser => browserAt((request) => server.fetch(request));
	await countsUnlessItFails(browser(), browser());
	await countsVisitsOnOtherRuntimes(example);
}

testPage('docs/guide/frameworks.md', {
	examples: [
		['the program for Koa counts visits, and stores nothing of a handler that fails', countsOnNode],
		['the program for Fastify does', countsOnNode],
		['the server of Hono does, on every runtime', countsOnEveryRuntime],
		['the server of H3 does, on every runtime', countsOnEveryRuntime],
	],
});
