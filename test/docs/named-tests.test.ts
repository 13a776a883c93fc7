import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { test } from 'node:test';
import { lexer, type Tokens, walkTokens } from 'marked';
import { readPage, root } from './support/page.ts';

const path = 'docs/security.md';

/** What each link into the tests is called, and the file it leads to. */
async function namedTests(): Promise<{ readonly title: string; readonly file: string }[]> {
	const links: Tokens.Link[] = [];
	walkTokens(lexer((await readPage(path)).text), (token) => {
		if (token.type === 'link') links.push(token as Tokens.Link);
	});
	return links
		.map(({ text, href }) => ({ title: text, file: posix.join(posix.dirname(path), href) }))
		.filter(({ file }) => /\/(?:test|testing)\/.*\.ts$/.test(file));
}

test('every test that the page of security names is there, under that name', async () => {
	const named = await namedTests();
	assert.ok(named.length > 30);
	const missing: string[] = [];
	for (const { title, file } of named) {
		if (!(await readFile(root + file, 'utf8')).includes(title)) missing.push(`${title} (${file})`);
	}
	assert.deepEqual(missing, []);
});

test('the page of security names every test of an advisory and of a requirement', async () => {
	const titles = new Set((await namedTests()).map(({ title }) => title));
	const unnamed: string[] = [];
	for (const name of ['advisories', 'requirements']) {
		const text = await readFile(`${root}packages/sojourn/test/security/${name}.test.ts`, 'utf8');
		for (const [, title = ''] of text.matchAll(/^test\('(.*)', /gm)) if (!titles.has(title)) unnamed.push(title);
	}
	assert.deepEqual(unnamed, []);
});
