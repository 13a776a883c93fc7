import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startDemo } from '../demo/support/demo.ts';
import { startBrowser } from './support/browser.ts';
import { shortTour } from './support/tour.ts';

let browser: Browser;

before(async () => {
	browser = await startBrowser();
});

after(() => browser.close());

test('the demo works with sessions in Redis', async () => {
	await using demo = await startDemo({ driver: 'redis' });
	await shortTour(browser, demo.address, false);
});
