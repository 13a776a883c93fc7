import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packages } from '../../tools/packages.ts';
import { portions, unmeasured } from '../../tools/sizes/limits.ts';
import { measure } from '../../tools/sizes/measure.ts';

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
