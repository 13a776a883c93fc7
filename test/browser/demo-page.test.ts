import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type RunningDemo, startDemo } from '../demo/support/demo.ts';
import { HttpVisitor } from '../demo/support/http-visitor.ts';
import { startBrowser, visit } from './support/browser.ts';
import { faintText } from './support/contrast.ts';
import { inBasket, notice, press, sessionCookie, signIn, visits } from './support/tour.ts';

let browser: Browser;
let demo: RunningDemo;

before(async () => {
	browser = await startBrowser();
	demo = await startDemo();
});

after(async () => {
	await demo[Symbol.asyncDispose]();
	await browser.close();
});

/** Presses Tab until an element is in focus. */
async function tabTo(page: Page, name: string): Promise<void> {
	await page.waitForLoadState();
	for (let presses = 0; presses < 40; presses += 1) {
		await page.keyboard.press('Tab');
		const focused = page.locator(':focus');
		// On a page that has just come the key may lead nowhere yet.
		if ((await focused.count()) === 0) continue;
		const isThere = await focused.evaluate((element, text) => {
			const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
			return (element.getAttribute('aria-label') ?? label ?? element.textContent)?.trim() === text;
		}, name);
		if (!isThere) continue;
		const outline = await focused.evaluate((element) => getComputedStyle(element).outlineStyle);
		assert.equal(outline, 'solid', `it is seen that ${name} is in focus`);
		return;
	}
	assert.fail(`${name} is not reached with the Tab key.`);
}

test('the keyboard alone is enough', async () => {
	await using visitor = await visit(browser, demo.address);
	const { page } = visitor;
	await tabTo(page, 'Skip to the page');
	await page.keyboard.press('Enter');
	assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
	await tabTo(page, 'Your name');
	await page.keyboard.type('Ada');
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { name: 'Signed in' }).waitFor();
	await tabTo(page, 'Put in: Teapot');
	await page.keyboard.press('Enter');
	await page.getByText('Teapot put into the basket.').waitFor();
	await tabTo(page, 'Take out: Teapot');
	await page.keyboard.press('Space');
	await page.getByText('Teapot taken out of the basket.').waitFor();
	await page.goto(demo.address);
	await tabTo(page, 'Sign out');
	await page.keyboard.press('Space');
	await page.getByText('You are signed out.').waitFor();
	visitor.assertNoComplaints();
});

for (const colorScheme of ['light', 'dark'] as const) {
	for (const width of [1280, 390]) {
		test(`the page fits ${width} pixels and is easy to read, ${colorScheme}`, async () => {
			await using visitor = await visit(browser, demo.address, { colorScheme, viewport: { width, height: 844 } });
			const { page } = visitor;
			await assertFits(page, width);
			const name = `${colorScheme} ${width} `.repeat(3).trim();
			await new HttpVisitor(demo.address).submit('/sign-in', { name });
			await signIn(page, name);
			await press(page, 'Put in: Teapot');
			await assertFits(page, width);
			const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
			assert.equal(/^rgb\(2\d\d/.test(paper), colorScheme === 'light');
			visitor.assertNoComplaints();
		});
	}
}

async function assertFits(page: Page, width: number): Promise<void> {
	await page.waitForLoadState();
	assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
	assert.deepEqual(await faintText(page), []);
}

test('the page works without scripts', async () => {
	await using visitor = await visit(browser, demo.address, { javaScriptEnabled: false });
	const { page } = visitor;
	await signIn(page, 'Ada');
	await press(page, 'Put in: Teapot');
	assert.equal(await inBasket(page, 'Teapot'), '1');
	assert.equal(await visits(page), 2);
	assert.equal(await page.getByRole('button', { name: /20 times/ }).isVisible(), false);
	await press(page, 'Sign out');
	assert.match(await notice(page), /^You are signed out\./);
});

test('a name is text, whatever it looks like', async () => {
	await using visitor = await visit(browser, demo.address);
	const name = `<b>"x"</b>'&amp;<script src=//x>`;
	await signIn(visitor.page, name);
	assert.equal(await visitor.page.locator('#account .name').textContent(), name);
	assert.match(await notice(visitor.page), /^Welcome, <b>/);
	visitor.assertNoComplaints();
});

test('the policy lets nothing in but what the demo serves itself', async () => {
	const response = await fetch(demo.address);
	const policy = response.headers.get('content-security-policy') ?? '';
	assert.match(policy, /^default-src 'none';/);
	assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/);
	assert.match(policy, /form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
	assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('a form on a page of another origin changes nothing', async () => {
	await using visitor = await visit(browser, demo.address);
	await signIn(visitor.page, 'Ada');
	const cookie = await sessionCookie(visitor);
	const stranger = await visitor.context.newPage();
	await stranger.setContent(`<form method="post" action="${demo.address}/sign-out"><button>Win</button></form>`);
	await stranger.getByRole('button').click();
	await stranger.getByText('This form was not sent by a page of the demo.').waitFor();
	await visitor.page.reload();
	assert.equal(await visitor.page.getByRole('heading', { name: 'Signed in' }).count(), 1);
	assert.equal(await sessionCookie(visitor), cookie);
});
