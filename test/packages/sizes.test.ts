import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { packages } from '../../tools/packages.ts';
import { cellsOf, takeSection } from '../../tools/section.ts';
import { portions, unmeasured } from '../../tools/sizes/limits.ts';
import { measure } from '../../tools/sizes/measure.ts';
import { sizesPage } from '../../tools/sizes/table.ts';

test('every entry of every package has a limit to its size', async () => {
	const modules = await Promise.all(
		packages.map(async ({ folder, entries }) =>
			(await entries()).map((entry) => `${folder}/dist/${entry.replace(/^src\//, '').replace(/\.ts$/, '.js')}`),
		),
	);
	const limited = new Set([...portions.flatMap((portion) => portion.modules), ...unmeasured]);
	assert.deepEqual(
		modules.flat().filter((module) => !limited.has(module)),
		[],
	);
});

for (const portion of portions) {
	test(`${portion.name} takes at most ${portion.limit} bytes, minified and compressed`, async (context) => {
		const { minified, compressed } = await measure(portion);
		context.diagnostic(`${portion.name}: ${minified} bytes minified, ${compressed} compressed`);
		assert.ok(compressed <= portion.limit, `${compressed} bytes`);
	});
}

test('the page of sizes names each of them, and is not off by more than a tenth', async () => {
	const [, , ...rows] = cellsOf(takeSection(await readFile(sizesPage, 'utf8'), 'sizes'));
	assert.deepEqual(
		rows.map(([name]) => name),
		portions.map(({ name }) => name),
	);
	for (const [index, portion] of portions.entries()) {
		const shown = Number.parseFloat(rows[index]?.[2] ?? '') * 1000;
		const { compressed } = await measure(portion);
		assert.ok(
			Math.abs(shown - compressed) <= Math.max(100, compressed / 10),
			`${portion.name}: npm run sizes writes it`,
		);
	}
});
