import assert from 'node:assert/strict';
import { Browser } from '../../../packages/sojourn/src/testing/browser.ts';
import { startOnNode } from './program.ts';
import type { Example } from './test-page.ts';

/** Visits a program that counts the visits of each visitor for himself. */
export async function countsVisits(url: string): Promise<void> {
	const [ann, bob] = [new Browser(url), new Browser(url)];
	assert.equal((await ann.open('/')).body, 'Visit 1');
	assert.equal((await ann.open('/')).body, 'Visit 2');
	assert.equal((await bob.open('/')).body, 'Visit 1');
}

/** The same, of a program that is started on Node. */
export async function countsVisitsOnNode({ path }: Example): Promise<void> {
	await using program = await startOnNode(path);
	await countsVisits(program.url);
}
