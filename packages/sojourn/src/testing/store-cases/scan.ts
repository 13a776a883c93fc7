import type { Store, StoreRecord } from '../../contract/store.ts';
import { equal, ok } from '../expect.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

/** So many pages are enough for the records of these cases, empty pages included. */
const pageLimit = 5000;

/** Records that a page may have for a limit of seven: some databases answer a few more than they are asked for. */
const largestPage = 35;

/** Scans from start to end; `between` runs after each page. */
async function scanAll(
	store: Store,
	now: number,
	between?: (entries: readonly { readonly key: string }[]) => Promise<void>,
): Promise<ReadonlyMap<string, StoreRecord>> {
	const seen = new Map<string, StoreRecord>();
	let cursor: string | null = null;
	for (let pages = 0; pages < pageLimit; pages += 1) {
		const page = await store.scan(cursor, 7, call(now));
		for (const { key, record: found } of page.entries) seen.set(key, found);
		ok(page.entries.length <= largestPage, 'A page has some `limit` records, not all that there are.');
		cursor = page.cursor;
		if (cursor === null) return seen;
		equal(typeof cursor, 'string', 'The cursor of a page is text, or null after the last page.');
		await between?.(page.entries);
	}
	throw new Error(`A scan ends: its cursor is null after the last page. It was not after ${pageLimit} pages.`);
}

export const scanCases: readonly StoreCase[] = [
	{
		name: 'scan sees every record, page by page',
		needs: 'scan',
		async run({ first, second, now }) {
			const expected = new Map<string, StoreRecord>();
			for (let number = 0; number < 60; number += 1) {
				const subject = number % 2 === 0 ? 'subject' : null;
				expected.set(keyOf(number), record(now + (10 + number) * minute, { data: bytesOf(`data ${number}`), subject }));
			}
			for (const [key, created] of expected) await first.create(key, created, call(now));
			for (const store of [first, second]) {
				const seen = await scanAll(store, now);
				equal([...seen.keys()].sort(), [...expected.keys()].sort(), 'scan sees every record, and nothing else.');
				for (const [key, found] of seen) {
					const created = expected.get(key);
					if (created !== undefined) equalRecord(found, created, 'scan answers records whole.');
				}
			}
		},
	},
	{
		name: 'scan of an empty store ends without an entry',
		needs: 'scan',
		async run({ first, now }) {
			equal((await scanAll(first, now)).size, 0, 'scan of an empty store sees nothing.');
		},
	},
	{
		name: 'scan leaves out what has expired',
		needs: 'scan',
		async run({ first, second, now }) {
			const expected = [];
			for (let number = 0; number < 40; number += 1) {
				const lives = number % 4 === 0;
				await first.create(keyOf(number), record(now + (lives ? 60 : 5) * minute), call(now));
				if (lives) expected.push(keyOf(number));
			}
			const seen = await scanAll(second, now + 5 * minute);
			equal([...seen.keys()].sort(), expected.sort(), 'scan sees every unexpired record, and no expired one.');
		},
	},
	{
		name: 'scan sees every record that stands all the while, whatever else is created, changed or deleted',
		needs: 'scan',
		async run({ first, second, now }) {
			const standing = new Set<string>();
			for (let number = 0; number < 60; number += 1) {
				await first.create(keyOf(number), record(now + 60 * minute), call(now));
				standing.add(keyOf(number));
			}
			let fresh = 1000;
			const seen = await scanAll(first, now, async (entries) => {
				for (const { key } of entries.slice(0, 3)) {
					await second.delete(key, null, call(now));
					standing.delete(key);
				}
				if (fresh < 1030) await second.create(keyOf(fresh), record(now + 60 * minute), call(now));
				fresh += 1;
				for (const number of [0, 30, 59]) await second.touch(keyOf(number), now + 90 * minute, 1, call(now));
			});
			for (const key of standing)
				ok(seen.has(key), 'A record that stands through the whole scan is seen at least once.');
		},
	},
];
