import assert from 'node:assert/strict';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Starts Chromium, which is to be closed again. */
export function startBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: path,
		args: [
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

/** A visitor with cookies of their own, on a device of their own. */
export interface Visitor {
	readonly page: Page;
	readonly context: BrowserContext;
	/** Fails if the browser had anything to complain of: an error, a warning, a violation of the policy. */
	assertNoComplaints(): void;
	[Symbol.asyncDispose](): Promise<void>;
}

/** A new visitor, who has opened the demo. */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visitor> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	context.setDefaultTimeout(10_000);
	const complaints: string[] = [];
	context.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
	});
	context.on('weberror', (webError) => {
		complaints.push(String(webError.error()));
	});
	const page = await context.newPage();
	await page.goto(address);
	return {
		page,
		context,
		assertNoComplaints: () => assert.deepEqual(complaints, []),
		[Symbol.asyncDispose]: () => context.close(),
	};
}
