import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { test } from 'node:test';
import { listPages, type Page, readPage, root } from './support/page.ts';

const pages: ReadonlyMap<string, Page> = new Map(
	await Promise.all((await listPages()).map(async (path) => [path, await readPage(path)] as const)),
);

/** Null when the link leads somewhere, or else what is wrong with it. */
function problemOf(page: Page, link: string): string | null {
	if (/^[a-z]+:/.test(link)) return null;
	const [target = '', anchor] = link.split('#', 2);
	const path = target === '' ? page.path : posix.join(posix.dirname(page.path), target);
	if (!existsSync(root + path)) return `${page.path} links to ${link}, and there is no ${path}`;
	if (anchor === undefined) return null;
	const shown = statSync(root + path).isDirectory() ? posix.join(path, 'README.md') : path;
	if (pages.get(shown)?.anchors.has(anchor)) return null;
	return `${page.path} links to ${link}, and ${shown} has no such heading`;
}

for (const page of pages.values()) {
	test(`what ${page.path} links to is there`, () => {
		const problems = page.links.map((link) => problemOf(page, link)).filter((problem) => problem !== null);
		assert.deepEqual(problems, []);
	});
}

test('every page of the documentation can be reached from the README', () => {
	const reached = new Set(['README.md']);
	for (const path of reached) {
		for (const link of pages.get(path)?.links ?? []) {
			const target = posix.join(posix.dirname(path), link.split('#', 1)[0] ?? '');
			if (pages.has(target)) reached.add(target);
		}
	}
	assert.deepEqual(
		[...pages.keys()].filter((path) => path.startsWith('docs/') && !reached.has(path)),
		[],
	);
});

test('every npm command that a page shows is a script of the workspace', async () => {
	const { scripts }: { scripts: Record<string, string> } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
	for (const { path, text } of pages.values()) {
		for (const [command, name = 'test'] of text.matchAll(/\bnpm (?:run ([\w:-]+)|test\b)/g)) {
			assert.ok(name in scripts, `${path} shows ${command}, and package.json has no script ${name}`);
		}
	}
});
