import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryCombination } from './support/combination.ts';
import { startDemo } from './support/demo.ts';
import { HttpVisitor } from './support/http-visitor.ts';

for (const framework of ['node', 'gaman', 'oak']) {
	for (const driver of ['sql', 'cookies', 'memory', 'file']) {
		test(`the demo works with sessions in ${driver}, served by ${framework}`, () => tryCombination(driver, framework));
	}
}

test('the demo cuts a name that is too long between two characters', async () => {
	await using demo = await startDemo({ driver: 'memory', framework: 'node' });
	const page = await new HttpVisitor(demo.address).submit('/sign-in', { name: `${'a'.repeat(39)}😀😀` });
	assert.match(page.text, /Welcome, a{39}😀\./u);
});
