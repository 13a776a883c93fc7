import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expiryOf, hasExpired } from '../../src/core/state/limits.ts';
import { newState } from '../../src/core/state/state.ts';

const state = newState(1000, { idle: 10, absolute: 20, browser: false });

test('a session is over at its limit, and not before', () => {
	assert.equal(hasExpired(state, 10_999), false);
	assert.equal(hasExpired(state, 11_000), true);
});

test('a session whose times are no times is over', () => {
	for (const name of ['created', 'renewed', 'idle', 'absolute']) {
		assert.equal(hasExpired({ ...state, [name]: Number.NaN }, 0), true, name);
	}
});

test('a session ends at a whole millisecond, whatever its limits are', () => {
	for (const part of [1 / 3, 1 / 7, 0.0005]) {
		assert.ok(Number.isInteger(expiryOf({ ...state, renewed: 1000 + part, idle: 10 + part })));
		assert.ok(Number.isInteger(expiryOf({ ...state, created: 1000 + part, absolute: 5 + part })));
	}
});
