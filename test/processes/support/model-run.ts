import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSessions, type Sessions, type UntypedData } from 'sojourn';
import { call } from '../../interleavings/plan.ts';
import type { PlannedRequest } from '../../model/requests.ts';
import { Crew } from './crew.ts';
import { JudgedSession } from './judged-session.ts';
import { fastFolder, newPlace, openStore, type SharedStore } from './shared-stores.ts';
import { type Visitor, visitAs } from './visitor.ts';

const secret = 'a secret for tests, long enough to be one';

/** So many sessions are in use at once, by so many visitors each, who make so many requests each, so often. */
const sessionsAtOnce = 20;
const visitorsAtOnce = 3;
const requestsOfVisitor = 7;
const rounds = 5;

/** How many requests there are for each session. */
export const requestsOfSession: number = visitorsAtOnce * requestsOfVisitor * rounds;

const request: fc.Arbitrary<PlannedRequest> = fc.record({
	pause: fc.constant(0),
	calls: fc.array(call, { minLength: 1, maxLength: 4 }),
	goesOn: fc.boolean(),
	throws: fc.constant(false),
});

const visit = fc.array(request, { minLength: requestsOfVisitor, maxLength: requestsOfVisitor });

/** The first request of each session. */
const beginning: PlannedRequest = {
	pause: 0,
	calls: [
		{ do: 'set', key: 'a' },
		{ do: 'flash', key: 'm' },
	],
	goesOn: false,
	throws: false,
};

/**
 * Registers the test: four processes do all that can be done with sessions, and what their visitors see is what
 * they may see. A failure prints the seed of the requests, and all that happened to the session.
 *
 * @param sessions how many sessions are used; for each of them there are some hundred requests
 */
export function testFourProcessesByModel(kind: SharedStore['kind'], sessions: number): void {
	const total = sessions * requestsOfSession;
	test(`four processes on ${kind}: ${total} requests of ${sessions} sessions see only what they may`, async () => {
		const stack = new AsyncDisposableStack();
		const seed = randomInt(2 ** 31);
		try {
			const place = stack.use(await newPlace(kind, fastFolder()));
			const { store, close } = await openStore(place.store);
			stack.defer(close);
			const manager = createSessions<UntypedData>({ store, secret, deadline: 30_000 });
			stack.defer(() => manager.close());
			const crew = stack.use(await Crew.start(place.store));
			for (let used = 0; used < sessions; used += sessionsAtOnce) {
				await useUp(manager, crew, Math.min(sessionsAtOnce, sessions - used), seed + used);
			}
		} catch (error) {
			assert.fail(`With the seed ${seed}: ${error instanceof Error ? error.stack : error}`);
		} finally {
			await stack.disposeAsync();
		}
	});
}

/** Begins sessions, and lets four processes use them round after round. */
async function useUp(manager: Sessions<UntypedData>, crew: Crew, sessions: number, seed: number): Promise<void> {
	const judged = Array.from({ length: sessions }, () => new JudgedSession(manager));
	const visits = fc.sample(visit, { seed, numRuns: sessions * visitorsAtOnce * rounds }).values();
	for (let round = 0; round < rounds; round += 1) {
		const visitors: Visitor[] = [];
		for (const [session, judge] of judged.entries()) {
			if (judge.cookie === null) await begin(manager, judge, session, round);
			for (let visitor = 0; visitor < visitorsAtOnce; visitor += 1) {
				const name = `${round}-${visitor}`;
				visitors.push({ name, session, cookie: judge.cookie, requests: visits.next().value ?? [] });
			}
		}
		const events = await crew.visit(visitors);
		for (const [session, judge] of judged.entries()) {
			await judge.judge(events.filter((event) => event.session === session));
		}
	}
}

async function begin(
	manager: Sessions<UntypedData>,
	judge: JudgedSession,
	session: number,
	round: number,
): Promise<void> {
	const first: Visitor = { name: `${round}-first`, session, cookie: null, requests: [beginning] };
	await judge.judge(await visitAs(first, manager));
}
