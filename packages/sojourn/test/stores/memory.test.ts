import { test } from 'node:test';
import { memoryStore } from 'sojourn/memory';
import { testStore } from 'sojourn/testing';

testStore(test, {
	name: 'memory',
	open() {
		const store = memoryStore();
		return { first: store, second: store, dispose() {} };
	},
});

testStore(test, {
	name: 'bounded and sealed memory',
	open() {
		const store = memoryStore({ max: 1000, sealed: true });
		return { first: store, second: store, dispose() {} };
	},
});
