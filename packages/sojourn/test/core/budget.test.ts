import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Budget } from '../../src/core/store-calls/budget.ts';
import type { StoreCall } from '../../src/index.ts';

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

/** Holds the process up, as a database does that waits for a lock. */
function stand(milliseconds: number): void {
	for (const end = Date.now() + milliseconds; Date.now() < end; );
}

test('time for which a call holds the process up is spent too, whether it answers or fails', () => {
	const budget = new Budget('test', 10_000, Date.now, () => {});
	budget.call('change', () => stand(30));
	assert.ok(budget.remaining <= 9970);
	assert.throws(() =>
		budget.call('change', () => {
			stand(30);
			throw new Error('locked');
		}),
	);
	assert.ok(budget.remaining <= 9940);
});

test('no call is made when such calls have spent all the time', () => {
	const budget = new Budget('test', 20, Date.now, () => {});
	budget.call('change', () => stand(30));
	assert.throws(
		() => budget.call('harmless', () => assert.fail('the store is asked')),
		/did not answer within the deadline of 20 ms/,
	);
});

test('such a call during another one spends its time once', async () => {
	const budget = new Budget('test', 10_000, Date.now, () => {});
	const started = performance.now();
	const call = Promise.resolve(budget.call('change', () => pause(50)));
	budget.call('harmless', () => stand(30));
	await call;
	assert.ok(10_000 - budget.remaining <= performance.now() - started + 1);
});

test('a call that begins during another one does not take back the time that has passed', async () => {
	const budget = new Budget('test', 10_000, Date.now, () => {});
	const call = Promise.resolve(budget.call('change', () => pause(60)));
	await pause(40);
	await budget.call('harmless', () => pause(5));
	await call;
	assert.ok(budget.remaining <= 9942);
});

test('a call that does not answer is given up when the time is spent that those before it have left', async () => {
	let now = 0;
	const budget = new Budget(
		'test',
		60_000,
		() => now,
		() => {},
	);
	budget.call('change', () => {
		now += 59_970;
	});
	const started = performance.now();
	await assert.rejects(Promise.resolve(budget.call('change', () => new Promise(() => {}))), {
		code: 'SOJOURN_STORE_TIMEOUT',
	});
	assert.ok(performance.now() - started < 30_000);
});

test('a clock that is set back gives no more time', () => {
	let now = 100_000;
	const budget = new Budget(
		'test',
		10_000,
		() => now,
		() => {},
	);
	budget.call('harmless', () => {
		now -= 50_000;
	});
	assert.equal(budget.remaining, 10_000);
});

for (const asks of ['before', 'after'] as const) {
	test(`a store that asks for the signal ${asks} its call is given up finds it aborted then`, async () => {
		const budget = new Budget('test', 20, Date.now, () => {});
		let call: StoreCall | undefined;
		const given = budget.call('harmless', (made) => {
			call = made;
			if (asks === 'before') assert.equal(made.signal.aborted, false);
			return new Promise(() => {});
		});
		await assert.rejects(Promise.resolve(given));
		assert.equal(call?.signal.aborted, true);
		assert.throws(() => call?.signal.throwIfAborted(), { name: 'AbortError' });
		assert.equal(call?.signal, call?.signal, 'it stays the same one');
	});
}
