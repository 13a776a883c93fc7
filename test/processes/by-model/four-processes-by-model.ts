import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import type { Sessions, Store, UntypedData } from 'sojourn';
import { anyRequest } from '../../interleavings/plan.ts';
import { Crew } from '../support/crew.ts';
import { absoluteMaxAge, managerOver } from '../support/server-manager.ts';
import { fastFolder, newPlace, openStore, type SharedStore } from '../support/shared-stores.ts';
import type { PlannedRevocation } from './happenings.ts';
import { JudgedSession } from './judged-session.ts';
import { type Turn, type Visitor, visitAs } from './visitor.ts';

/** So many sessions are in use at once, by so many visitors each, who make so many requests each, so often. */
const sessionsAtOnce = 20;
const visitorsAtOnce = 4;
const requestsOfVisitor = 5;
const rounds = 5;

/** Milliseconds that a session may take, on a machine that has much else to do. */
const longestForSession = 8000;

/** What each visitor of a session does in one round. */
type Round = readonly (readonly Turn[])[];

/** The first request of each session. */
const beginning: Turn = {
	revocation: null,
	request: {
		pause: 0,
		calls: [
			{ do: 'set', key: 'a' },
			{ do: 'flash', key: 'm' },
		],
		goesOn: false,
		throws: false,
	},
};

function anyRound(subjects: readonly string[]): Arbitrary<Round> {
	const revocation: Arbitrary<PlannedRevocation> = fc.record({
		ends: fc.constantFrom('own', 'all', 'all others'),
		subject: fc.constantFrom(...subjects),
	});
	const turn: Arbitrary<Turn> = fc.record({
		revocation: fc.option(revocation, { freq: 19 }),
		request: anyRequest(subjects),
	});
	return times(visitorsAtOnce, times(requestsOfVisitor, turn));
}

/** Milliseconds after which nothing is left of the old id of a session that has moved. */
const oldIdsLiveFor = 60_000;

/** Milliseconds between rounds. The longest is more than a session may idle; two of the longer ones are more than it may live. */
const anyPause = fc.constantFrom(0, 31_000, 61_000, 400_000, 565_000, 610_000);

function times<Value>(count: number, arbitrary: Arbitrary<Value>): Arbitrary<Value[]> {
	return fc.array(arbitrary, { minLength: count, maxLength: count });
}

/**
 * Registers the test: four processes do all that can be done with sessions, and what their visitors see is what
 * they may see. A failure prints the seed of the requests, and the shortest history that the model refuses.
 *
 * @param sessions how many sessions are used, a hundred requests each
 */
export function testFourProcessesByModel(kind: SharedStore['kind'], sessions: number): void {
	const requests = (sessions * visitorsAtOnce * requestsOfVisitor * rounds).toLocaleString('en');
	const name = `four processes on ${kind}: ${requests} requests of ${sessions} sessions see only what they may`;
	test(name, { timeout: sessions * longestForSession }, async (context) => {
		const seed = randomInt(2 ** 31);
		await using stack = new AsyncDisposableStack();
		const place = stack.use(await newPlace(kind, fastFolder()));
		const crew = stack.use(await Crew.start(place.store));
		const { store, close } = await openStore(place.store);
		stack.defer(close);
		const time = { now: Date.now() };
		const manager = managerOver(store, () => time.now);
		stack.defer(() => manager.close());
		try {
			for (let used = 0; used < sessions; used += sessionsAtOnce) {
				const numbers = Array.from({ length: Math.min(sessionsAtOnce, sessions - used) }, (_, index) => used + index);
				await useUp({ crew, manager, store, time }, numbers, seed);
			}
		} catch (error) {
			assert.fail(`With the seed ${seed}: ${error instanceof Error ? error.stack : error}`);
		}
		context.diagnostic(`${requests} requests of ${sessions} sessions, 4 processes: all that visitors saw was allowed`);
	});
}

interface Servers {
	readonly crew: Crew;
	readonly manager: Sessions<UntypedData>;
	readonly store: Store;
	/** What their clocks show. */
	readonly time: { now: number };
}

/** Lets four processes use sessions round after round, until all of them are over. */
async function useUp(servers: Servers, numbers: readonly number[], seed: number): Promise<void> {
	const { crew, manager, time } = servers;
	const sessions = numbers.map((number) => {
		const judged = new JudgedSession(manager, [`ann ${number}`, `bea ${number}`]);
		return { number, judged, rounds: fc.sample(anyRound(judged.subjects), { seed: seed + number, numRuns: rounds }) };
	});
	for (const [round, pause] of fc.sample(anyPause, { seed: seed + (numbers[0] ?? 0), numRuns: rounds }).entries()) {
		const visitors: Visitor[] = [];
		for (const { number, judged, rounds } of sessions) {
			const visitorOf = (name: string, turns: readonly Turn[]): Visitor => {
				return { name: `${number}/${round}-${name}`, session: number, cookie: judged.cookie, turns };
			};
			if (judged.cookie === null) {
				judged.judge(await visitAs(visitorOf('first', [beginning]), manager));
				await judged.look(`look before ${round}`);
			}
			visitors.push(...(rounds[round] ?? []).map((turns, index) => visitorOf(String(index), turns)));
		}
		const happenings = await crew.visit(visitors, time.now);
		time.now += pause;
		for (const { number, judged } of sessions) {
			judged.judge(happenings.filter(({ session }) => session === number));
			judged.judge([{ by: `pause ${round}`, what: { is: 'time passed', milliseconds: pause } }]);
			await judged.look(`look after ${round}`);
		}
	}
	await count(
		servers,
		sessions.map(({ judged }) => judged),
	);
	time.now += absoluteMaxAge * 1000;
}

/** Judges how many records stand in the store when the old ids of sessions that moved are forgotten: one for each that lives. */
async function count({ store, time }: Servers, sessions: readonly JudgedSession[]): Promise<void> {
	if (!store.capabilities.count) return;
	time.now += oldIdsLiveFor;
	for (const judged of sessions) {
		judged.judge([{ by: 'last pause', what: { is: 'time passed', milliseconds: oldIdsLiveFor } }]);
	}
	const counts = sessions.map(({ recordCounts }) => recordCounts);
	const least = counts.reduce((sum, { least }) => sum + least, 0);
	const most = counts.reduce((sum, { most }) => sum + most, 0);
	const found = await store.count({ now: time.now, signal: new AbortController().signal });
	assert.ok(least <= found && found <= most, `${found} records stand in the store where ${least} to ${most} may.`);
}
