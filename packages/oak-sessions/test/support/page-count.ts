import assert from 'node:assert/strict';
import type { Browser } from '../../../sojourn/src/testing/browser.ts';

/**
 * Goes through the routes of the document's page counter, and checks that they do what they say.
 *
 * @returns a copy of the first visitor's browser, from before the end of the session
 */
export async function tryPageCount(ann: Browser, bob: Browser): Promise<{ readonly ended: Browser }> {
	const visit = async (browser: Browser): Promise<string> => (await browser.open('/session')).body;
	assert.deepEqual([await visit(ann), await visit(ann)], ['Visited page 0 times', 'Visited page 1 times']);
	assert.equal(await visit(bob), 'Visited page 0 times', 'Another visitor begins anew.');
	assert.deepEqual([...ann.cookies.keys()], ['session']);
	assert.equal(await visit(ann), 'Visited page 2 times');
	const ended = ann.copy();
	const deleted = await ann.open('/delete', { method: 'POST' });
	assert.deepEqual([deleted.status, deleted.headers.get('location')], [302, '/']);
	assert.equal(await visit(ann), 'Visited page 0 times', 'The session is over.');
	assert.equal(await visit(bob), 'Visited page 1 times', 'That of the other is not.');
	return { ended };
}
