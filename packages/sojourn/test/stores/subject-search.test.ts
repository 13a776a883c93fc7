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
		3,
		5,
	);
	assert.deepEqual(
		found.map(({ key }) => key),
		['a', 'c', 'd', 'e'],
	);
	assert.deepEqual(read, ['b', 'c', 'a', 'd', 'e'], 'they were read in another order');
});

test('whoever needs only some records of a subject has not all of them looked at', async () => {
	const keys = Array.from({ length: 1000 }, (_, index) => `key ${index}`);
	let looks = 0;
	const found = await searchSubject(
		async () => keys,
		async (key) => {
			looks += 1;
			return looks % 2 === 0 ? { key, expiresAt: 1 } : 'left';
		},
		10,
		20,
	);
	assert.equal(found.length, 20);
	assert.equal(looks, 40);
});
