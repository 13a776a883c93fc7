import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { HttpVisitor } from '../../demo/support/http-visitor.ts';
import { type Visitor, visit } from './browser.ts';

/** Presses a button or follows a link, and waits until the page that it leads to is there. */
export async function press(page: Page, name: string): Promise<void> {
	const button = page.getByRole('button', { name }).or(page.getByRole('link', { name }));
	await Promise.all([page.waitForEvent('load'), button.click()]);
}

/** Signs in by the form of the page. */
export async function signIn(page: Page, name: string): Promise<void> {
	await page.getByLabel('Your name').fill(name);
	await press(page, 'Sign in');
}

/** The text of an element, with the white space of one who reads it. */
export async function textOf(page: Page, selector: string): Promise<string> {
	return ((await page.locator(selector).textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** How often the page says that it was opened. */
export async function visits(page: Page): Promise<number> {
	return Number(await page.locator('#visits').textContent());
}

/** What the page says after a redirect; empty where it says nothing. */
export async function notice(page: Page): Promise<string> {
	return textOf(page, '.notice');
}

/** How many of a good the basket says that it holds. */
export async function inBasket(page: Page, good: string): Promise<string> {
	const row = page.locator('#basket li', { hasText: good });
	return ((await row.locator('.quantity').textContent()) ?? '').replace(/\D/g, '');
}

/** The cookie of the session, or null. */
export async function sessionCookie({ context }: Visitor): Promise<string | null> {
	const cookies = await context.cookies();
	return cookies.find(({ name }) => name === 'sojourn-demo')?.value ?? null;
}

/** All of the demo in short, as every driver and every framework must serve it. */
export async function shortTour(browser: Browser, address: string, isStateless: boolean): Promise<void> {
	await using first = await visit(browser, address);
	const { page } = first;
	assert.equal(await sessionCookie(first), null);
	await press(page, 'Count me');
	assert.equal(await visits(page), 1);
	const before = await sessionCookie(first);
	await signIn(page, 'Grace');
	assert.match(await notice(page), /^Welcome, Grace\./);
	assert.notEqual(await sessionCookie(first), before);
	await press(page, 'Put in: Teapot');
	assert.match(await notice(page), /^Teapot put into the basket\./);
	await page.goto(address);
	assert.equal(await notice(page), '');
	assert.equal(await inBasket(page, 'Teapot'), '1');
	assert.equal(await visits(page), 4);
	assert.match(await textOf(page, '#browser'), /The same in bytes/);
	assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), page.viewportSize()?.width);
	if (isStateless) await assertStateless(page);
	else await endSecondDevice(address, page);
	await press(page, 'Sign out');
	assert.match(await notice(page), /^You are signed out\./);
	assert.equal(await sessionCookie(first), null);
	first.assertNoComplaints();
}

async function assertStateless(page: Page): Promise<void> {
	assert.match(await textOf(page, '#store'), /Nothing\./);
	assert.match(await textOf(page, '#devices'), /this list cannot be made/);
	assert.equal(await page.getByRole('button', { name: 'End' }).count(), 0);
}

async function endSecondDevice(address: string, page: Page): Promise<void> {
	const second = new HttpVisitor(address);
	await second.submit('/sign-in', { name: 'Grace' });
	await page.goto(address);
	assert.match(await textOf(page, '#store'), /key[0-9a-f]{64}/);
	await press(page, 'End it');
	assert.match(await notice(page), /^The other device is signed out\./);
	assert.match((await second.open()).text, /This cookie opens nothing any more/);
}
