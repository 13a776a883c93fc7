import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarize } from '../../bench/measure/statistics.ts';

test('a summary is the median of the rounds, the least and the most of them', () => {
	assert.deepEqual(summarize([3]), { median: 3, least: 3, most: 3 });
	assert.deepEqual(summarize([5, 1, 2]), { median: 2, least: 1, most: 5 });
	assert.deepEqual(summarize([10, 9, 100, 1]), { median: 9.5, least: 1, most: 100 });
});
