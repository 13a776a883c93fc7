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

for (const driver of ['cookies', 'memory', 'file']) {
	test(`the demo works with sessions in ${driver}`, async () => {
		await using demo = await startDemo({ driver });
		await shortTour(browser, demo.address, driver === 'cookies');
	});
}

for (const framework of ['gaman', 'oak']) {
	test(`the demo works when it is served by ${framework}`, async () => {
		await using demo = await startDemo({ framework });
		await shortTour(browser, demo.address, false);
	});
}
