import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { modulesOf, shownFileOf } from './support/examples.ts';
import { listPages, readPage, root } from './support/page.ts';

const pages = await Promise.all((await listPages()).map(readPage));

test('every page with TypeScript has a test that runs it', () => {
	const untested = pages
		.filter((page) => modulesOf(page).length > 0)
		.map(({ path }) => `test/docs/pages/${path.replace(/\.md$/, '.test.ts')}`)
		.filter((file) => !existsSync(root + file));
	assert.deepEqual(untested, []);
});

for (const page of pages) {
	for (const block of page.blocks) {
		const shown = shownFileOf(block);
		if (shown === null) continue;
		const { file, extent } = shown;

		test(`what ${page.path} shows of ${file} is what stands there`, async () => {
			const text = await readFile(root + file, 'utf8');
			if (extent === 'whole') assert.equal(block.text, text);
			else assert.deepEqual(missingLines(block.text, text), []);
		});
	}
}

/** The lines that do not stand in the text in this order, whatever their indentation. */
function missingLines(lines: string, text: string): string[] {
	const missing: string[] = [];
	let rest = text.split('\n').map((line) => line.trim());
	for (const line of lines.split('\n').map((each) => each.trim())) {
		if (line === '') continue;
		const index = rest.indexOf(line);
		if (index === -1) missing.push(line);
		else rest = rest.slice(index + 1);
	}
	return missing;
}
