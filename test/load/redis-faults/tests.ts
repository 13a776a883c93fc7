import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Inspection } from './application.ts';
import type { Tally } from './crowd.ts';
import { type Fault, faults } from './faults.ts';
import { deadline, openSite, type Site } from './site.ts';

/** How often each fault happens. */
const rounds = 3;

/** Milliseconds under load before a fault. */
const calm = 500;

/** Milliseconds beyond the deadline for all that is not the store, where the processes are not held up. */
const slack = 250;

/** Milliseconds, at most, from the end of a fault to the last request that fails. */
const longestRecovery = 5000;

/** Bytes by which both processes may grow from the first time of a fault to its last. */
const growth = 1_000_000;

/** Bytes by which they may grow from the first fault to the last of all, while their code is compiled further. */
const growthOfAll = 3_000_000;

/** What came of one time that a fault happened. */
interface Round {
	readonly tally: Tally;
	/** By their codes. */
	readonly failures: Readonly<Record<string, number>>;
	/** Milliseconds from the end of the fault to the last request that failed. */
	readonly recovery: number;
	/** Bytes in both processes at rest. */
	readonly memory: number;
	/** What would keep each of them alive at rest. */
	readonly resources: readonly Inspection['resources'][];
}

/** Registers the tests of an application under load to whose Redis something happens. */
export function testRedisFaults(client: string): void {
	let site: Site;
	let atFirst: Round['resources'];
	const all: Round[] = [];
	before(async () => {
		site = await openSite(client);
		const rehearsal = await holdOut(site, { name: 'goes on', isFelt: false, strike: () => setTimeout(4 * calm) });
		atFirst = rehearsal.resources;
		// Once before it counts: the code for what fails is compiled then, which takes memory.
		for (const fault of faults.slice(0, 2)) await holdOut(site, fault);
	});
	after(() => site[Symbol.asyncDispose]());

	for (const fault of faults) {
		test(`under load, Redis ${fault.name} (${client}): each request ends in time, rightly or with the named error, and all goes on by itself`, async (t) => {
			const results: Round[] = [];
			for (let round = 0; round < rounds; round += 1) results.push(await holdOut(site, fault));
			all.push(...results);
			t.diagnostic(sentenceOf(results));
			for (const { resources } of results) assert.deepEqual(resources, atFirst, 'nothing is left over');
			assert.ok(growthOf(results) <= growth, `grown by ${growthOf(results)} bytes`);
		});
	}

	test(`after all that has happened to Redis (${client}) the processes hold no more than after the first time`, (t) => {
		const first = all[0]?.memory ?? 0;
		t.diagnostic(
			`${megabytes(first)} MB in both after the first fault, ${megabytes(first + growthOf(all))} MB after the last of ${all.length}, and as many connections and timers as at first.`,
		);
		assert.ok(growthOf(all) <= growthOfAll);
	});

	test(`after all that has happened to Redis (${client}) the processes end by themselves when they are closed`, async (t) => {
		const started = performance.now();
		const codes = await Promise.all(site.processes.map((process) => process.end()));
		assert.deepEqual(codes, [0, 0]);
		t.diagnostic(`Both ended within ${(performance.now() - started).toFixed(0)} ms.`);
	});
}

/** Lets a fault happen once, under load, and looks at everything when it is over. */
async function holdOut(site: Site, fault: Fault): Promise<Round> {
	site.crowd.start();
	let recovery: number;
	try {
		recovery = await survive(site, fault);
	} finally {
		await site.crowd.rest();
	}
	const tally = site.crowd.takeTally();
	const inspections = await inspect(site);
	const wrong = [...tally.wrong, ...inspections.flatMap(({ wrongFailures }) => wrongFailures)];
	assert.deepEqual(wrong, [], 'every answer is right, every failure is named and has its cause');

	const failures = sum(inspections.map(({ failures }) => failures));
	const { SOJOURN_CONFLICT: conflicts = 0, SOJOURN_SESSION_ENDED: ended = 0, ...others } = failures;
	assert.equal(tally.failed, total(others), 'what fails for the store is answered with 500');
	assert.equal(tally.refused, conflicts + ended, 'and what is refused with 409');
	assert.ok(tally.refusedUnended <= conflicts, 'no session is said to have ended that has not');
	if (fault.isFelt) assert.ok(tally.failed > 0, 'it is felt');
	// A machine that is held up for as long as the deadline is no fault of Redis.
	const caused = inspections.reduce((sum, inspection) => sum + inspection.caused, 0);
	if (fault.isFelt === false) assert.equal(caused, 0, 'nobody notices');
	const stall = Math.max(tally.longestStall, ...inspections.map(({ longestStall }) => longestStall));
	// When it comes, when its time is up, and when it is answered.
	const heldUp = 3 * stall;
	assert.ok(
		tally.longest <= deadline + slack + heldUp,
		`a request took ${tally.longest} ms; the stall was ${stall} ms`,
	);
	const memory = inspections.reduce((bytes, inspection) => bytes + inspection.memory, 0);
	return { tally, failures, recovery, memory, resources: inspections.map(({ resources }) => resources) };
}

/** Lets a fault happen. Answers for how many milliseconds after its end requests still fail. */
async function survive(site: Site, fault: Fault): Promise<number> {
	await setTimeout(calm);
	await fault.strike(site);
	const over = performance.now();
	const recovery = (): number => Math.max(0, site.crowd.lastFailure - over);
	while (performance.now() - over - recovery() < deadline + slack) {
		assert.ok(recovery() < longestRecovery, 'it has recovered');
		await setTimeout(20);
	}
	return recovery();
}

function inspect({ processes }: Site): Promise<readonly Inspection[]> {
	return Promise.all(processes.map((process) => process.inspect()));
}

function growthOf(results: readonly Round[]): number {
	return (results.at(-1)?.memory ?? 0) - (results[0]?.memory ?? 0);
}

function sum(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
	const sums: Record<string, number> = {};
	for (const each of counts) for (const [key, count] of Object.entries(each)) sums[key] = (sums[key] ?? 0) + count;
	return sums;
}

function total(counts: Readonly<Record<string, number>>): number {
	return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function sentenceOf(results: readonly Round[]): string {
	const requests = results.reduce((sum, { tally }) => sum + tally.requests, 0);
	const failures = Object.entries(sum(results.map(({ failures }) => failures)));
	const longest = Math.max(...results.map(({ tally }) => tally.longest));
	const recovery = Math.max(...results.map((result) => result.recovery));
	const memory = results.map((result) => megabytes(result.memory)).join(', ');
	const failed =
		failures.length === 0
			? 'None failed'
			: `${failures.map(([code, count]) => `${count} failed with ${code}`).join(', ')}, the last made ${recovery.toFixed(0)} ms after it was over`;
	return `${rounds} times, ${requests} requests. ${failed}; the longest took ${longest.toFixed(0)} ms (deadline ${deadline} ms). Both processes held ${memory} MB afterwards.`;
}

function megabytes(bytes: number): string {
	return (bytes / 1e6).toFixed(1);
}
