// A server under load, which is looked at from inside. It is given its store and the speed of its clock as its argument, says
// its port when it listens, and what it holds when it is asked.

import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createSessions, SojournError, type UntypedData } from 'sojourn';
import { nodeSession } from 'sojourn/node';
import { application } from './application.ts';
import { Purging } from './purging.ts';
import { openStore, type StoreUnderLoad } from './stores.ts';

/** What a server is given. */
export interface ServerTask {
	readonly store: StoreUnderLoad;
	/** How many times faster than time its clock is. */
	readonly speed: number;
}

/** What a process holds at a moment. */
export interface Holding {
	/** Bytes on the heap and in buffers, after a collection of garbage. */
	readonly heap: number;
	/** Connections of visitors. */
	readonly connections: number;
	/** Open files and sockets. */
	readonly handles: number;
	/** The kinds of everything that keeps the process alive, sorted, and of every interval whether it does or not. */
	readonly resources: readonly string[];
}

/** What a server is told. */
export type ServerOrder = 'say what you hold' | 'close';

/** What a server says when visitors can come. */
export interface Listening {
	readonly kind: 'listening';
	readonly port: number;
	/** Open files and sockets before it opened its store. */
	readonly handlesBefore: number;
}

/** What a server says. */
export type ServerMessage = Listening | { readonly kind: 'holding'; readonly holding: Holding };

/** Milliseconds from one removal of expired sessions to the next, by a clock that goes as time does. */
const purgeInterval = 30_000;

if (import.meta.main) await serve(JSON.parse(process.argv[2] ?? '') as ServerTask);

async function serve({ store: described, speed }: ServerTask): Promise<void> {
	const intervals = watchIntervals();
	const handlesBefore = countHandles();
	const { store, close } = await openStore(described);
	const start = Date.now();
	const sessions = createSessions<UntypedData>({
		store,
		secret: 'a secret for tests, long enough to be one',
		clock: () => start + Math.floor((Date.now() - start) * speed),
		maxAge: 300,
		absoluteMaxAge: 1200,
		// What a call takes is counted by the clock.
		deadline: 30_000 * speed,
		cookie: { secure: false },
	});
	sessions.on('unsaved', () => {});
	sessions.on('failed', (error) => {
		if (error instanceof SojournError && error.status === 500) console.error(error);
	});
	const server = createServer(nodeSession(sessions, application(sessions)));
	server.listen(0, '127.0.0.1', () => {
		say({ kind: 'listening', port: (server.address() as AddressInfo).port, handlesBefore });
	});
	const purging = new Purging(sessions, purgeInterval / speed);

	const hear = async (order: ServerOrder): Promise<void> => {
		await purging.stop();
		if (order === 'close') {
			server.close();
			server.closeAllConnections();
			await sessions.close();
			close();
		}
		say({ kind: 'holding', holding: await holding(server, intervals) });
		// With its last channel gone it has no reason to go on.
		if (order === 'close') process.disconnect();
		else purging.start();
	};
	process.on('message', (order: ServerOrder) => void hear(order));
}

function say(message: ServerMessage): void {
	process.send?.(message);
}

async function holding(server: Server, intervals: ReadonlySet<unknown>): Promise<Holding> {
	for (let round = 0; round < 2; round += 1) {
		await setImmediate();
		globalThis.gc?.();
	}
	const { heapUsed, external } = process.memoryUsage();
	return {
		connections: await countConnections(server),
		heap: heapUsed + external,
		handles: countHandles(),
		resources: [...process.getActiveResourcesInfo(), ...Array.from(intervals, () => 'interval')].sort(),
	};
}

function countHandles(): number {
	return readdirSync('/proc/self/fd').length;
}

/** A server that is closed has none. */
function countConnections(server: Server): Promise<number> {
	return new Promise((resolve) => server.getConnections((_, count) => resolve(count ?? 0)));
}

/** The intervals that are running. Those that let the process end are in no list of Node's. */
function watchIntervals(): ReadonlySet<unknown> {
	const running = new Set<unknown>();
	const { setInterval, clearInterval } = globalThis;
	globalThis.setInterval = ((...parameters: Parameters<typeof setInterval>) => {
		const timer = setInterval(...parameters);
		running.add(timer);
		return timer;
	}) as typeof setInterval;
	globalThis.clearInterval = (timer) => {
		running.delete(timer);
		clearInterval(timer);
	};
	return running;
}
