import type { Store } from '../../contract/store.ts';
import { call } from '../records.ts';
import type { StoreContext } from '../store-case.ts';

/** How many calls are made at once. */
export const many = 50;

/**
 * Makes many calls, on both instances in turn: at once where the store declares `atomic`, else one after another,
 * where the same outcome is demanded.
 */
export async function together<T>(
	context: StoreContext,
	count: number,
	run: (store: Store, index: number) => Promise<T>,
): Promise<T[]> {
	const { first, second } = context;
	const indexes = Array.from({ length: count }, (_, index) => index);
	const one = (index: number) => run(index % 2 === 0 ? first : second, index);
	if (first.capabilities.atomic) return Promise.all(indexes.map(one));
	const answers: T[] = [];
	for (const index of indexes) answers.push(await one(index));
	return answers;
}

/** Adds `mark` to the data of a record, from what stands there, until it lands or there is nothing left to add to. */
export async function append(store: Store, key: string, now: number, mark: number): Promise<'done' | 'missing'> {
	let standing = await store.read(key, call(now));
	for (let attempt = 0; attempt < 10 * many; attempt += 1) {
		if (standing === null) return 'missing';
		const { version, expiresAt, subject } = standing;
		const next = { data: Uint8Array.of(...standing.data, mark), version: version + 1, expiresAt, subject };
		const result = await store.replace(key, next, version, call(now));
		if (typeof result === 'string') return result;
		standing = result;
	}
	throw new Error('Of several replaces of one version one is done, so that all of them come to an end.');
}
