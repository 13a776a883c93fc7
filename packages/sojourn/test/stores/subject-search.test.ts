import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchSubject } from '../../src/stores/subject-search.ts';

test('the records of a subject are answered in the order of the index, whichever is read first', async () => {
	const keys = ['a', 'b', 'c', 'd', 'e'];
	const read: string[] = [];
	const thirdIsRead = Promise.withResolvers<void>();
	const found = await searchSubject(
		async () => keys,
		async (key) => {
			if (key === 'a') await thirdIsRead.promise;
			read.push(key);
			if (key === 'c') thirdIsRead.resolve();
			return key === 'b' ? 'nothing' : { key, expiresAt: 1 };
		},
		10,
		3,
	);
	assert.deepEqual(
		found.map(({ key }) => key),
		['a', 'c', 'd', 'e'],
	);
	assert.deepEqual(read, ['b', 'c', 'a', 'd', 'e'], 'they were read in another order');
});

test('once there are as many as were asked for, no more are looked at', async () => {
	const looked: string[] = [];
	const found = await searchSubject(
		async () => ['a', 'b', 'c', 'd', 'e', 'f'],
		async (key) => {
			looked.push(key);
			return key === 'a' ? 'left' : key === 'c' ? 'nothing' : { key, expiresAt: 1 };
		},
		2,
		3,
	);
	assert.deepEqual(
		found.map(({ key }) => key),
		['b', 'd'],
	);
	assert.deepEqual(looked, ['a', 'b', 'c', 'd']);
});
