// A visitor decides how many requests he sends at once with one session: none may cost more for the others.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createSessions, type Session, type UntypedData } from '../../src/index.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { slowStore } from './slow-store.ts';

type Change = (session: Session<UntypedData>) => Promise<unknown>;

const changes: Readonly<Record<string, Change>> = {
	'store a value': (session) => session.set('page', 1),
	'count up': (session) => session.update('visits', (visits) => (visits ?? 0) + 1),
	'sign in': (session) => session.identify('ann'),
	'move to a new id': (session) => session.regenerate(),
	'sign out': (session) => session.destroy(),
};

/** Lets so many requests with one session do the same at once; answers how often the store was called, and a timer set. */
async function costOf(
	context: TestContext,
	requests: number,
	change: Change,
): Promise<{ calls: number; timers: number }> {
	const slow = slowStore();
	const sessions = createSessions({
		store: slow.store,
		secret,
		deadline: 60_000,
	});
	const ann = new Visitor(sessions);
	await ann.visit((session) => session.set('page', 0));
	slow.delay = 20;
	slow.begun = 0;
	const { mock } = context.mock.method(globalThis, 'setTimeout');
	await Promise.all(Array.from({ length: requests }, () => ann.copy().statusOf((session) => change(session))));
	const timers = mock.callCount();
	mock.restore();
	return { calls: slow.begun, timers };
}

for (const [what, change] of Object.entries(changes)) {
	test(`of many requests that ${what} at once, each costs the same`, async (context) => {
		const few = await costOf(context, 25, change);
		const many = await costOf(context, 100, change);
		assert.ok(many.timers < 6 * few.timers, `${few.timers} timers of 25, and ${many.timers} of 100`);
		// One write, or what it takes to move a session, for all of them.
		assert.ok(many.calls <= 100 + 10, `100 reads, and ${many.calls - 100} calls more`);
	});
}
