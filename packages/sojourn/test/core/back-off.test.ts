import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backOff } from '../../src/core/store-calls/back-off.ts';

/** The time of a request, which passes only where it is paused, and the pauses that were made. */
class Time {
	readonly pauses: number[] = [];
	remaining: number;

	constructor(milliseconds: number) {
		this.remaining = milliseconds;
	}

	async pause(milliseconds: number): Promise<void> {
		this.pauses.push(milliseconds);
		this.remaining -= milliseconds;
	}
}

/** The pauses before so many tries, where chance has always the same to say. */
async function pausesOf(tries: number, chance: number): Promise<readonly number[]> {
	const time = new Time(10_000);
	for (let attempt = 0; attempt < tries; attempt += 1) await backOff(attempt, time, () => chance);
	return time.pauses;
}

const conflict = { code: 'SOJOURN_CONFLICT', status: 409 };

test('every other try that follows a conflict is made at once, and the pauses before the others grow to a limit', async () => {
	assert.deepEqual(await pausesOf(12, 0.5), [1, 4, 16, 25, 25, 25]);
});

test('each pause is a part of its longest that chance decides, so that two that have met do not meet again', async () => {
	assert.deepEqual(await pausesOf(8, 0.25), [0.5, 2, 8, 12.5]);
	assert.deepEqual(await pausesOf(8, 0), []);
	const time = new Time(10_000);
	for (let round = 0; round < 50; round += 1) await backOff(7, time);
	assert.ok(new Set(time.pauses).size > 40, 'with no chance given, they differ');
	assert.ok(time.pauses.every((pause) => pause < 50));
});

test('a conflict is told when the time is spent, and when the next pause would spend it', async () => {
	await assert.rejects(backOff(0, new Time(0)), conflict, 'before a try that follows at once');
	const short = new Time(25);
	await assert.rejects(
		backOff(7, short, () => 0.5),
		conflict,
	);
	assert.deepEqual(short.pauses, [], 'nobody waits for what comes too late');
	await backOff(7, new Time(25.1), () => 0.5);
});

test('a conflict is told after a pause that took longer than it should have', async () => {
	const late = new Time(30);
	late.pause = async () => {
		late.remaining = 0;
	};
	await assert.rejects(
		backOff(7, late, () => 0.5),
		conflict,
	);
});
