import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/memory.ts';

/** The data of a session before it is sealed, which takes no secret to make: one that says who it is. */
export async function unsealedData(who: string, clock: () => number): Promise<Uint8Array> {
	const store = memoryStore();
	const sessions = createSessions({ store, secret: 'a secret of somebody else, who forges', clock });
	const session = sessions.open(null);
	await session.set('who', who);
	await sessions.commit(session, new Headers());
	const { entries } = await store.scan(null, 1, { now: clock(), signal: new AbortController().signal });
	await sessions.close();
	const [entry] = entries;
	if (entry === undefined) throw new Error('There is no session to forge with.');
	return entry.record.data;
}
