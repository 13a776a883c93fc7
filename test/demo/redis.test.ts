import { test } from 'node:test';
import { tryCombination } from './support/combination.ts';

for (const framework of ['node', 'gaman', 'oak']) {
	test(`the demo works with sessions in Redis, served by ${framework}`, () => tryCombination('redis', framework));
}
