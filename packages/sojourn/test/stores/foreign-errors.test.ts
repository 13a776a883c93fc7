import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { failedWith } from '../../src/stores/file/failures.ts';
import { isErrorReply } from '../../src/stores/redis/faults.ts';

const foreign: unknown = runInNewContext(
	"Object.assign(new Error('NOSCRIPT No matching script.'), { code: 'ENOENT' })",
);
const others: readonly unknown[] = [null, undefined, 'NOSCRIPT', 'ENOENT', {}, new Error('of something else')];

test('the file store knows an error of the file system also where it is one of another realm', () => {
	assert.equal(foreign instanceof Error, false);
	assert.equal(failedWith(foreign, 'EEXIST', 'ENOENT'), true);
	for (const error of [foreign, ...others]) assert.equal(failedWith(error, 'EEXIST'), false);
});

test('the Redis store knows an error of its client also where it is one of another realm', () => {
	assert.equal(isErrorReply(foreign, 'NOSCRIPT'), true);
	for (const error of [foreign, ...others]) assert.equal(isErrorReply(error, 'WRONGTYPE'), false);
});
