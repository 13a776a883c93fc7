// A process of an application of node:http, whose sessions are in Redis. It is given its task as its argument; its
// orders come as messages.

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createSessions, type Session, SojournError } from 'sojourn';
import { nodeSession } from 'sojourn/node';
import { redisStore } from 'sojourn/redis';
import { openBy } from '../../../packages/sojourn/test/stores/support/redis-clients.ts';

/** What such a process is given. */
export interface ApplicationTask {
	/** The package of the client, as `openBy` knows it. */
	readonly client: string;
	/** The address of Redis. */
	readonly url: string;
	/** Milliseconds for the store calls of a request. */
	readonly deadline: number;
}

/** What each of its sessions holds. */
export interface Visit {
	/** Whose it is. */
	owner: string;
	/** What is added to by `update`, which stores at once. */
	count: number;
	/** What is put there by `set`, and stored before the answer leaves. */
	note: number;
}

/** What it answers: what the session holds, or nulls where there is none. */
export type VisitAnswer = { readonly [Key in keyof Visit]: Visit[Key] | null };

/** What such a process has seen since it was asked last, and what it has now, after a collection of its memory. */
export interface Inspection {
	/** How many requests have failed, by the code of the error. */
	readonly failures: Readonly<Record<string, number>>;
	/** How many of these have an error as their cause. The others are for the time that has passed. */
	readonly caused: number;
	/** Failures without one of the codes for a store that fails, or without their cause. */
	readonly wrongFailures: readonly string[];
	/** Milliseconds, at most, for which it did nothing at all. */
	readonly longestStall: number;
	/** Bytes on the heap and beside it. */
	readonly memory: number;
	/** What would keep the process alive, by its kind. */
	readonly resources: Readonly<Record<string, number>>;
}

/** What such a process says. */
export type ApplicationMessage =
	| { readonly kind: 'started'; readonly url: string }
	| { readonly kind: 'inspected'; readonly inspection: Inspection };

/** What it is told. */
export type ApplicationOrder = 'inspect' | 'end';

const acts: Readonly<Record<string, (session: Session<Visit>, parameters: URLSearchParams) => Promise<unknown>>> = {
	'/read': async () => {},
	async '/begin'(session, parameters) {
		await session.set('owner', parameters.get('owner') ?? '');
		await session.set('count', 0);
		await session.set('note', 0);
	},
	'/count': (session) => session.update('count', (count) => (count ?? 0) + 1),
	'/note': (session, parameters) => session.set('note', Number(parameters.get('note'))),
	'/renew': (session) => session.regenerate(),
	'/leave': (session) => session.destroy(),
};

const task = JSON.parse(process.argv[2] ?? '') as ApplicationTask;
const open = openBy[task.client];
if (open === undefined) throw new Error(`There is no client ${task.client}.`);
const { client, close } = await open(task.url);
const sessions = createSessions<Visit>({
	store: redisStore(client),
	secret: 'a secret for tests, long enough to be one',
	deadline: task.deadline,
});
let failures: Record<string, number> = {};
let caused = 0;
let wrongFailures: string[] = [];
const stalls = monitorEventLoopDelay({ resolution: 5 });
sessions.on('failed', (error) => {
	count(error);
	if (error.cause instanceof Error) caused += 1;
	checkFailure(error);
});
sessions.on('storeError', (error) => checkFailure(error));

const listener: RequestListener = nodeSession(sessions, async (request, response, session: Session<Visit>) => {
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
	const visit: VisitAnswer = {
		owner: await session.get('owner'),
		count: await session.get('count'),
		note: await session.get('note'),
	};
	const isTheirs = visit.owner !== null || pathname === '/begin';
	const acting = isTheirs ? acts[pathname]?.(session, searchParams) : undefined;
	acting?.catch(noteRefusal);
	const given = await acting;
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify(pathname === '/count' && isTheirs ? { ...visit, count: given } : visit), noteRefusal);
});
// Kept alive for longer than any load lasts, so that no connection ends just as a request comes.
const server = createServer({ keepAliveTimeout: 600_000 }, listener);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

process.on('message', (order: ApplicationOrder) => {
	if (order === 'inspect') void inspect();
	else void end();
});
// Nobody else would end it.
process.on('disconnect', () => {
	if (server.listening) process.exit(1);
});
stalls.enable();
say({ kind: 'started', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

function count(error: Error): void {
	const code = error instanceof SojournError ? error.code : error.name;
	failures[code] = (failures[code] ?? 0) + 1;
}

/** That a request was refused with 409 is no event. Also given to those who wait for an answer to leave. */
function noteRefusal(error?: unknown): void {
	if (error instanceof SojournError && error.status === 409) count(error);
}

/** A store that fails has a cause; one that is silent has none but the time that has passed. */
function checkFailure(error: Error): void {
	const isNamed =
		error instanceof SojournError &&
		(error.code === 'SOJOURN_STORE_UNAVAILABLE' || error.code === 'SOJOURN_STORE_TIMEOUT');
	const hasCause = error.cause instanceof Error || error.message.includes(`the deadline of ${task.deadline} ms`);
	if (!isNamed || !hasCause) wrongFailures.push(String(error.stack));
}

async function inspect(): Promise<void> {
	server.closeIdleConnections();
	const longestStall = stalls.max / 1e6;
	// What has just ended lets go of its memory a little later.
	for (let collection = 0; collection < 4; collection += 1) {
		await setTimeout(20);
		globalThis.gc?.();
	}
	const { heapUsed, external } = process.memoryUsage();
	const resources: Record<string, number> = {};
	for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
	say({
		kind: 'inspected',
		inspection: { failures, caused, wrongFailures, longestStall, memory: heapUsed + external, resources },
	});
	failures = {};
	caused = 0;
	wrongFailures = [];
	stalls.reset();
}

/** After this nothing is left to keep the process alive. */
async function end(): Promise<void> {
	server.close();
	server.closeAllConnections();
	stalls.disable();
	await sessions.close();
	close();
	process.disconnect();
}

function say(message: ApplicationMessage): void {
	process.send?.(message);
}
