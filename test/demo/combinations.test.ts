import { test } from 'node:test';
import { tryCombination } from './support/combination.ts';

for (const framework of ['node', 'gaman', 'oak']) {
	for (const driver of ['sql', 'cookies', 'memory', 'file']) {
		test(`the demo works with sessions in ${driver}, served by ${framework}`, () => tryCombination(driver, framework));
	}
}
