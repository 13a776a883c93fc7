// Writes the pictures of the demo that the README shows: node test/browser/screenshots.ts

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startDemo } from '../demo/support/demo.ts';
import { startBrowser, visit } from './support/browser.ts';
import { press, signIn } from './support/tour.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** As high as the page in a wide window, so that the pictures can stand side by side. */
const height = 1720;

const pictures: Readonly<Record<string, BrowserContextOptions>> = {
	'demo-wide': { colorScheme: 'light', viewport: { width: 1280, height } },
	'demo-dark': { colorScheme: 'dark', viewport: { width: 1280, height } },
	'demo-narrow': { colorScheme: 'light', viewport: { width: 390, height } },
};

/** A visitor with two devices and a full basket. */
async function fillPage(page: Page, browser: Browser, address: string): Promise<void> {
	await signIn(page, 'Ada');
	await using second = await visit(browser, address);
	await signIn(second.page, 'Ada');
	await press(page, 'Put in: Reading lamp');
	await press(page, 'Put in: Teapot');
	await page.getByRole('button', { name: 'Open it 20 times at once' }).click();
	await page.getByText('every number once').waitFor();
	await page.evaluate(() => {
		if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
		scrollTo(0, 0);
	});
	await page.mouse.move(0, 0);
}

await mkdir(folder, { recursive: true });
const browser = await startBrowser();
try {
	for (const [name, options] of Object.entries(pictures)) {
		await using demo = await startDemo({ port: 3000 });
		await using visitor = await visit(browser, demo.address, options);
		await fillPage(visitor.page, browser, demo.address);
		await visitor.page.screenshot({ path: `${folder}${name}.png` });
	}
} finally {
	await browser.close();
}
