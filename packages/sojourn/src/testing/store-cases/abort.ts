import type { Store, StoreCall } from '../../contract/store.ts';
import { equal } from '../expect.ts';
import { pause } from '../pause.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

/** Milliseconds in which something left in a queue would run. */
const grace = 50;

/** A call whose caller had given up before it was made. */
function givenUp(now: number): StoreCall {
	return { now, signal: AbortSignal.abort() };
}

/** Whether the store answered the call, rather than refused it. */
async function answered(run: () => unknown): Promise<boolean> {
	try {
		await run();
		return true;
	} catch {
		return false;
	}
}

async function letQueuesRun(store: Store, now: number): Promise<void> {
	await pause(grace);
	await store.read(keyOf(99), call(now));
}

export const abortCases: readonly StoreCase[] = [
	{
		name: 'a call that was given up before it was made is refused without effect, or answered with its effect',
		async run({ first, second, now }) {
			const created = record(now + 60 * minute);
			const replaced = record(now + 90 * minute, { data: bytesOf('replaced'), version: 2 });
			for (const number of [2, 3, 4]) await first.create(keyOf(number), created, call(now));
			const creates = await answered(() => first.create(keyOf(1), created, givenUp(now)));
			const replaces = await answered(() => first.replace(keyOf(2), replaced, 1, givenUp(now)));
			const touches = await answered(() => first.touch(keyOf(3), now + 90 * minute, 1, givenUp(now)));
			const deletes = await answered(() => first.delete(keyOf(4), null, givenUp(now)));
			await letQueuesRun(first, now);
			const demand = 'A call that was never sent is never sent later: what was refused has no effect.';
			equal((await second.read(keyOf(1), call(now))) !== null, creates, demand);
			equalRecord(await second.read(keyOf(2), call(now)), replaces ? replaced : created, demand);
			equalRecord(
				await second.read(keyOf(3), call(now)),
				{ ...created, expiresAt: now + (touches ? 90 : 60) * minute },
				demand,
			);
			equal((await second.read(keyOf(4), call(now))) === null, deletes, demand);
		},
	},
	{
		name: 'a call that was given up harms no later call',
		async run({ first, now }) {
			const created = record(now + 60 * minute);
			await answered(() => first.read(keyOf(1), givenUp(now)));
			equal(
				await first.create(keyOf(1), created, call(now)),
				true,
				'The store goes on after a call that was given up.',
			);
			equalRecord(await first.read(keyOf(1), call(now)), created, 'The store goes on after a call that was given up.');
		},
	},
];
