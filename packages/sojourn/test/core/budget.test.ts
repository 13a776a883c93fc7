import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget } from '../../src/core/budget.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('time that passes for a call and for who waits for it is spent once', async () => {
	const limit = 10_000;
	const budget = new Budget('test', limit, Date.now, () => {});
	const started = performance.now();
	const call = Promise.resolve(budget.call('change', () => pause(50)));
	await budget.waitFor(call, 1000);
	await Promise.all([budget.call('harmless', () => pause(50)), budget.call('harmless', () => pause(50))]);
	const passed = performance.now() - started;
	assert.ok(limit - budget.remaining <= passed + 1, `${limit - budget.remaining} ms are spent in ${passed} ms`);
	assert.ok(limit - budget.remaining >= 99);
});

test('time that passes during a call is spent while it lasts', async () => {
	const budget = new Budget('test', 10_000, Date.now, () => {});
	const call = Promise.resolve(budget.call('change', () => pause(60)));
	await pause(30);
	assert.ok(budget.remaining <= 9975);
	await call;
	const left = budget.remaining;
	await pause(30);
	assert.equal(budget.remaining, left, 'what the handler takes for itself is not');
});
