// What sessions take in the memory of the process that keeps them, and how long after their end they still take it.

import { setTimeout } from 'node:timers/promises';
import { createSessions, type Store } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import { secret } from './servers/secret.ts';
import { newUser } from './user.ts';

const sessionCount = 200_000;
/** Seconds: longer than it takes to make them all. */
const maxAge = 30;

/** Makes the sessions, lets them expire, and says in words what was measured. */
export async function measureMemory(): Promise<string> {
	const store = memoryStore();
	const sessions = createSessions({ store, secret, maxAge });
	const before = await bytesInUse();
	for (let index = 0; index < sessionCount; index += 1) {
		const session = sessions.open(null);
		await session.set('user', newUser);
		await sessions.commit(session, new Headers());
	}
	const lastExpiry = Date.now() + maxAge * 1000;
	const bytes = ((await bytesInUse()) - before) / sessionCount;
	while (await holdsRecords(store)) await setTimeout(100);
	const seconds = (Date.now() - lastExpiry) / 1000;
	const left = ((await bytesInUse()) - before) / 1024 / 1024;
	await sessions.close();
	return [
		`${sessionCount.toLocaleString('en')} sessions with one value of 300 bytes in the memory store took ${Math.round(bytes)} bytes of heap and buffers each.`,
		`The last of them was gone ${seconds.toFixed(0)} seconds after its expiry; ${left.toFixed(1)} MiB more than before the first were then in use.`,
	].join(' ');
}

async function bytesInUse(): Promise<number> {
	if (globalThis.gc === undefined) throw new Error('Memory is measured with node --expose-gc.');
	// What the first collection finds, buffers above all, is given back while the second one runs.
	globalThis.gc();
	await setTimeout(100);
	globalThis.gc();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** Asked for a time before all sessions, so that one that has expired and was not removed is seen. */
async function holdsRecords(store: Store): Promise<boolean> {
	const { entries } = await store.scan(null, 1, { now: 0, signal: new AbortController().signal });
	return entries.length > 0;
}
