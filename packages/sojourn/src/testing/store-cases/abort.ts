import type { Store, StoreCall } from '../../contract/store.ts';
import { equal, ok } from '../expect.ts';
import { pause } from '../pause.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

/** Milliseconds in which something left in a queue would run. */
const grace = 50;

/** A call whose caller had given up before it was made. */
function givenUp(now: number): StoreCall {
	return { now, signal: AbortSignal.abort() };
}

/** What refused calls are in place of an answer. */
const refused = Symbol('refused');

/** What the store answered, if it did not refuse the call. */
async function answerTo(run: () => unknown): Promise<unknown> {
	try {
		return await run();
	} catch {
		return refused;
	}
}

/**
 * Whether the store made a change that was given up before it was asked for. Only one that answers at once may: a promise
 * of an answer says that the call was sent all the same.
 */
async function makes(change: () => unknown): Promise<boolean> {
	let isLate = false;
	const answer = await answerTo(() => {
		const answering = change();
		isLate = isThenable(answering);
		return answering;
	});
	ok(
		answer === refused || !isLate,
		'A call that was given up before it was made is not sent. A store that answers by a promise refuses it, as call.signal.throwIfAborted() does.',
	);
	return answer !== refused;
}

function isThenable(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'then' in value;
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
			const creates = await makes(() => first.create(keyOf(1), created, givenUp(now)));
			const replaces = await makes(() => first.replace(keyOf(2), replaced, 1, givenUp(now)));
			const touches = await makes(() => first.touch(keyOf(3), now + 90 * minute, 1, givenUp(now)));
			const deletes = await makes(() => first.delete(keyOf(4), null, givenUp(now)));
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
		name: 'a question that was given up before it was asked is refused, or answered as it is',
		async run({ first, now }) {
			const created = record(now + 60 * minute, { subject: 'subject' });
			await first.create(keyOf(1), created, call(now));
			const found = await answerTo(() => first.read(keyOf(1), givenUp(now)));
			if (found !== refused) equalRecord(found, created, 'read refuses a call rather than say that nothing stands.');
			if (!first.capabilities.subjects) return;
			const keys = await answerTo(() => first.findBySubject('subject', 100, givenUp(now)));
			const entries = [{ key: keyOf(1), expiresAt: created.expiresAt }];
			if (keys !== refused) equal(keys, entries, 'findBySubject refuses a call rather than say that there are none.');
		},
	},
	{
		name: 'a call that was given up harms no later call',
		async run({ first, now }) {
			const created = record(now + 60 * minute);
			await answerTo(() => first.read(keyOf(1), givenUp(now)));
			equal(
				await first.create(keyOf(1), created, call(now)),
				true,
				'The store goes on after a call that was given up.',
			);
			equalRecord(await first.read(keyOf(1), call(now)), created, 'The store goes on after a call that was given up.');
		},
	},
];
