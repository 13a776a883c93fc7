import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type RunningDemo, startDemo } from '../demo/support/demo.ts';
import { HttpVisitor } from '../demo/support/http-visitor.ts';
import { startBrowser, visit } from './support/browser.ts';
import { inBasket, notice, press, sessionCookie, signIn, textOf, visits } from './support/tour.ts';

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

interface Row {
	readonly key: string;
	readonly version: number;
	readonly subject: string | null;
	readonly data: Uint8Array;
}

/** What stands in the database, read past the demo. */
function storedRows(): Row[] {
	const file = join(demo.folder, 'sessions.db');
	// It is made with the first session.
	if (!existsSync(file)) return [];
	using database = new DatabaseSync(file, { readOnly: true });
	return database.prepare('SELECT key, version, subject, data FROM sojourn_sessions').all() as unknown as Row[];
}

/** The key of the row that belongs to a cookie. */
function keyOf(cookie: string | null): string {
	const id = Buffer.from(cookie ?? '', 'base64url').subarray(4, 36);
	return createHash('sha256').update(id).digest('hex');
}

function rowOf(cookie: string | null): Row | undefined {
	return storedRows().find(({ key }) => key === keyOf(cookie));
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('a visitor who only looks gets no cookie and leaves no row', async () => {
	const before = storedRows().length;
	await using visitor = await visit(browser, demo.address);
	await visitor.page.reload();
	assert.deepEqual(await visitor.context.cookies(), []);
	assert.equal(storedRows().length, before);
	assert.match(await textOf(visitor.page, '#browser'), /Nothing\./);
	assert.match(await textOf(visitor.page, '#store'), /Nothing\./);
	visitor.assertNoComplaints();
});

test('signing in moves the session to a new id, and the old one opens nothing', async () => {
	await using visitor = await visit(browser, demo.address);
	await press(visitor.page, 'Count me');
	const planted = await visitor.context.cookies();
	await signIn(visitor.page, 'Ada');
	assert.notEqual(await sessionCookie(visitor), planted[0]?.value);

	await using thief = await visit(browser, demo.address);
	await thief.context.addCookies(planted);
	await thief.page.goto(demo.address);
	assert.equal(await thief.page.getByRole('heading', { name: 'Sign in' }).count(), 1);
	assert.doesNotMatch(await textOf(thief.page, 'main'), /Ada/);
	visitor.assertNoComplaints();
	thief.assertNoComplaints();
});

test('a flash message is shown after the redirect, once', async () => {
	await using visitor = await visit(browser, demo.address);
	await signIn(visitor.page, 'Ada');
	assert.match(await notice(visitor.page), /^Welcome, Ada\./);
	await visitor.page.reload();
	assert.equal(await notice(visitor.page), '');
	visitor.assertNoComplaints();
});

test('the counter counts every visit, also twenty at once', async () => {
	await using visitor = await visit(browser, demo.address);
	const { page } = visitor;
	await press(page, 'Count me');
	await press(page, 'Open it again');
	assert.equal(await visits(page), 2);
	const version = rowOf(await sessionCookie(visitor))?.version ?? 0;
	await page.getByRole('button', { name: 'Open it 20 times at once' }).click();
	await page.getByText('20 requests counted from 3 to 22, every number once').waitFor();
	assert.equal(await visits(page), 22);
	await page.reload();
	assert.equal(await visits(page), 23);
	assert.ok((rowOf(await sessionCookie(visitor))?.version ?? 0) > version);
	visitor.assertNoComplaints();
});

test('the basket keeps what is put in, and gives back what is taken out', async () => {
	await using visitor = await visit(browser, demo.address);
	const { page } = visitor;
	await press(page, 'Put in: Reading lamp');
	await press(page, 'Put in: Reading lamp');
	await press(page, 'Put in: Notebook');
	await signIn(page, 'Ada');
	assert.equal(await inBasket(page, 'Reading lamp'), '2');
	assert.equal(await inBasket(page, 'Notebook'), '1');
	assert.match(await textOf(page, '#basket'), /Together 82 €/);
	await press(page, 'Take out: Reading lamp');
	assert.match(await notice(page), /^Reading lamp taken out of the basket\./);
	assert.equal(await inBasket(page, 'Reading lamp'), '1');
	visitor.assertNoComplaints();
});

test('the page shows the real row, in which neither the name nor the cookie is', async () => {
	await using visitor = await visit(browser, demo.address);
	const { page } = visitor;
	const name = 'Wilhelmina Featherstone';
	await signIn(page, name);
	const cookie = (await sessionCookie(visitor)) ?? '';
	const row = rowOf(cookie);
	assert.ok(row, 'the key of the row is the SHA-256 of the id in the cookie');
	const shown = (await textOf(page, '#store')).replaceAll(/\s/g, '');
	for (const part of [row.key, row.subject ?? '', hexOf(row.data)]) assert.ok(part !== '' && shown.includes(part));
	const held = (await textOf(page, '#browser')).replaceAll(/\s/g, '');
	assert.ok(held.includes(cookie), 'the page shows the cookie of the request');

	const kept = `${row.key} ${row.subject} ${hexOf(row.data)} ${Buffer.from(row.data).toString('latin1')}`;
	const id = Buffer.from(cookie, 'base64url').subarray(4, 36);
	for (const secret of [name, hexOf(Buffer.from(name)), cookie, hexOf(id), id.toString('base64url')]) {
		assert.ok(!kept.includes(secret) && !shown.includes(secret.replaceAll(' ', '')));
	}
	visitor.assertNoComplaints();
});

test('a second device is seen from the first, and ended from it', async () => {
	await using first = await visit(browser, demo.address);
	await using second = await visit(browser, demo.address);
	const third = new HttpVisitor(demo.address);
	for (const { page } of [first, second]) await signIn(page, 'Linus');
	await third.submit('/sign-in', { name: 'Linus' });
	await first.page.reload();
	assert.equal(await first.page.getByText('Another device').count(), 2);

	const handle = keyOf(await sessionCookie(second)).slice(0, 8);
	await press(first.page, `End it: ${handle}`);
	assert.match(await notice(first.page), /^The other device is signed out\./);
	await second.page.reload();
	assert.equal(await second.page.getByRole('heading', { name: 'Sign in' }).count(), 1);
	assert.match(await textOf(second.page, '#browser'), /This cookie opens nothing any more/);
	assert.match((await third.open()).text, /Signed in/);

	await signIn(second.page, 'Linus');
	await first.page.reload();
	await press(first.page, 'End all others');
	assert.match(await notice(first.page), /^2 other devices are signed out\./);
	assert.equal(await first.page.getByText('Another device').count(), 0);
	assert.match((await third.open()).text, /This cookie opens nothing any more/);
	for (const visitor of [first, second]) visitor.assertNoComplaints();
});

test('nobody ends the session of another', async () => {
	await using victim = await visit(browser, demo.address);
	await using other = await visit(browser, demo.address);
	await signIn(victim.page, 'Ida');
	await signIn(other.page, 'Mallory');
	await new HttpVisitor(demo.address).submit('/sign-in', { name: 'Mallory' });
	await other.page.reload();
	await other.page.locator('input[name=session]').evaluate(
		(input, key) => {
			(input as HTMLInputElement).value = key;
		},
		keyOf(await sessionCookie(victim)),
	);
	await press(other.page, 'End it');
	assert.match(await notice(other.page), /^That session had ended already\./);
	await victim.page.reload();
	assert.equal(await victim.page.getByRole('heading', { name: 'Signed in' }).count(), 1);
});

test('signing out ends the session in the store and in the browser', async () => {
	await using visitor = await visit(browser, demo.address);
	const { page, context } = visitor;
	await signIn(page, 'Ada');
	const copy = await context.cookies();
	await press(page, 'Sign out');
	assert.match(await notice(page), /^You are signed out\./);
	assert.deepEqual(await context.cookies(), []);
	assert.equal(rowOf(copy[0]?.value ?? ''), undefined);
	await context.addCookies(copy);
	await page.goto(demo.address);
	assert.match(await textOf(page, '#browser'), /This cookie opens nothing any more/);
	assert.equal(await page.getByRole('heading', { name: 'Sign in' }).count(), 1);
	visitor.assertNoComplaints();
});

test('sessions outlive a restart of the demo', async () => {
	await using first = await startDemo();
	await using visitor = await visit(browser, first.address);
	await signIn(visitor.page, 'Ada');
	assert.equal(await first.stop(), 0);
	await using again = await startDemo({ folder: first.folder });
	await visitor.page.goto(again.address);
	assert.equal(await visitor.page.getByRole('heading', { name: 'Signed in' }).count(), 1);
});
