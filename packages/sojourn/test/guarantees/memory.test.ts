import { test } from 'node:test';
import { memoryStore } from '../../src/stores/memory.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(
	test,
	{
		name: 'memory',
		async open() {
			const store = memoryStore();
			return { first: store, second: store, dispose() {} };
		},
	},
	['server', 'subjects'],
);
