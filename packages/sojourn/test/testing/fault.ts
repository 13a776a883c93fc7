import type { Store, StoreRecord } from '../../src/contract/store.ts';
import type { MaybePromise } from '../../src/promises/maybe-promise.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { call } from '../../src/testing/records.ts';
import type { OpenedStore } from '../../src/testing/store.ts';

/** A store that breaks one rule of the contract, and the demands of the kit that must notice. */
export interface Fault {
	/** What the store does wrong. */
	readonly does: string;
	/** The names of the cases that fail for it. There may be more. */
	readonly caughtBy: readonly string[];
	open(): OpenedStore;
}

/** A fault made by changing some methods of a store that is right. */
export function fault(does: string, caughtBy: readonly string[], breaks: (right: Store) => Partial<Store>): Fault {
	return {
		does,
		caughtBy,
		open() {
			const right = memoryStore();
			const wrong = changed(right, breaks(right));
			return { first: wrong, second: wrong, dispose() {} };
		},
	};
}

/** A store with some methods changed. */
export function changed(right: Store, changes: Partial<Store>): Store {
	return {
		name: right.name,
		capabilities: right.capabilities,
		read: (key, call) => right.read(key, call),
		create: (key, record, call) => right.create(key, record, call),
		replace: (key, record, version, call) => right.replace(key, record, version, call),
		touch: (key, expiresAt, version, call) => right.touch(key, expiresAt, version, call),
		delete: (key, version, call) => right.delete(key, version, call),
		findBySubject: (subject, limit, call) => right.findBySubject(subject, limit, call),
		purge: (limit, call) => right.purge(limit, call),
		count: (call) => right.count(call),
		scan: (cursor, limit, call) => right.scan(cursor, limit, call),
		close: () => right.close(),
		...changes,
	};
}

/** The methods by which records go in and come out, each record passing through a change on its way in. */
export function storing(right: Store, change: (record: StoreRecord) => StoreRecord): Partial<Store> {
	return {
		create: (key, record, call) => right.create(key, change(record), call),
		replace: (key, record, version, call) => right.replace(key, change(record), version, call),
	};
}

/** A call at the beginning of time, when nothing had expired yet. */
export const beforeExpiry: ReturnType<typeof call> = call(0);

/** What stands under a key, expired or not. */
export function standing(store: Store, key: string): MaybePromise<StoreRecord | null> {
	return store.read(key, beforeExpiry);
}

/** Lets other calls come in between. */
export async function pause(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
