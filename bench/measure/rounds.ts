import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant } from '../contestants.ts';
import { type Kind, kinds } from '../kinds.ts';
import { ServerProcess } from './server-process.ts';
import { makeVisitors, strangers, visit } from './visitors.ts';
import { load } from './wrk.ts';

/** How much is measured. */
export interface Extent {
	readonly rounds: number;
	/** How long each kind of request is sent to each server in a round. */
	readonly seconds: number;
}

/** What one server did with one kind of request in one round. */
export interface Measurement {
	readonly contestant: string;
	readonly kind: string;
	readonly round: number;
	readonly perSecond: number;
	/** Microseconds of processor time that the server took for a request. */
	readonly processorTime: number;
}

/** The core of the servers; the load, and Redis with it, have another one. */
const serverCore = 0;

/** How many sessions are in rotation. */
export const sessionsInRotation = 10_000;

/** Seconds for which a kind of request is sent before it is measured. */
const warmUp = 1;

/** How many visitors of a server are asked whether they are answered rightly. */
const checked = 100;

interface Running {
	readonly contestant: Contestant;
	readonly server: ServerProcess;
	/** Where the Cookie headers of its visitors stand, a line each. */
	readonly cookies: string;
}

/** Runs all servers and measures them in turn, so that whatever else the machine does concerns all of them alike. */
export async function measure(
	contestants: readonly Contestant[],
	{ rounds, seconds }: Extent,
	environment: Readonly<Record<string, string>>,
): Promise<readonly Measurement[]> {
	const folder = mkdtempSync(join(tmpdir(), 'sojourn-bench-'));
	const running: Running[] = [];
	const measurements: Measurement[] = [];
	try {
		for (const contestant of contestants) {
			const server = await ServerProcess.start(contestant.command, serverCore, environment);
			running.push({ contestant, server, cookies: join(folder, String(running.length)) });
		}
		for (let round = 1; round <= rounds; round += 1) {
			// Anew in each round, so that no session is old enough to be renewed.
			for (const each of running) await invite(each);
			if (round === 1) for (const each of running) await check(each);
			for (const kind of kinds) {
				for (const each of running) measurements.push({ round, ...(await measureOnce(each, kind, seconds)) });
			}
			console.log(`Round ${round} of ${rounds} is done.`);
		}
	} finally {
		for (const { server } of running) await server.stop();
		rmSync(folder, { recursive: true });
	}
	return measurements;
}

/** Makes the visitors of a server. */
async function invite({ contestant, server, cookies }: Running): Promise<void> {
	const isBare = contestant.bare === contestant.name;
	const headers = isBare ? strangers(sessionsInRotation) : await makeVisitors(server.port, sessionsInRotation);
	writeFileSync(cookies, `${headers.join('\n')}\n`);
}

/** Sees to it that a server answers every kind of request rightly. */
async function check({ server, cookies }: Running): Promise<void> {
	const headers = readFileSync(cookies, 'utf8').split('\n').slice(0, checked);
	for (const kind of kinds) {
		await visit(
			server.port,
			kind,
			headers.map((header) => (kind.returning ? header : null)),
		);
	}
}

/** Sends one kind of request; a while before it counts, because the first ones are slower while their code is compiled. */
async function measureOnce(
	{ contestant, server, cookies }: Running,
	kind: Kind,
	seconds: number,
): Promise<Omit<Measurement, 'round'>> {
	const headers = kind.returning ? cookies : null;
	await load(server.port, kind.path, headers, warmUp);
	const before = server.processorTime;
	const result = await load(server.port, kind.path, headers, seconds);
	return {
		contestant: contestant.name,
		kind: kind.letter,
		perSecond: result.requests / result.seconds,
		processorTime: ((server.processorTime - before) * 1000) / result.requests,
	};
}
