import assert from 'node:assert/strict';
import { startDemo } from './demo.ts';
import { HttpVisitor } from './http-visitor.ts';

/** Goes once through the demo on one driver and one framework. */
export async function tryCombination(driver: string, framework: string): Promise<void> {
	await using demo = await startDemo({ driver, framework });
	const first = new HttpVisitor(demo.address);
	assert.match((await first.open()).text, /You are not counted/);
	assert.equal(first.hasCookie, false);
	assert.match((await first.submit('/count')).text, /1 visit to this page/);
	assert.match((await first.submit('/sign-in', { name: 'Ada' })).text, /Welcome, Ada\..* 2 visits to this page/);
	assert.match((await first.submit('/basket/add', { good: 'lamp' })).text, /Together 38 €/);
	const page = await first.open();
	assert.match(page.text, /Together 38 €/);
	assert.doesNotMatch(page.text, /Welcome|put into the basket/);
	if (driver === 'cookies') assert.match(page.text, /this list cannot be made/);
	else await endSecondDevice(first, demo.address);
	assert.match((await first.submit('/sign-out')).text, /You are signed out\./);
	assert.equal(first.hasCookie, false);
}

async function endSecondDevice(first: HttpVisitor, address: string): Promise<void> {
	const second = new HttpVisitor(address);
	await second.submit('/sign-in', { name: 'Ada' });
	assert.match((await first.open()).text, /Another device/);
	assert.match((await first.submit('/devices/end-others')).text, /One other device is signed out\./);
	assert.match((await second.open()).text, /This cookie opens nothing any more/);
}
