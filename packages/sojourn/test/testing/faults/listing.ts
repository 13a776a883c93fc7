import { unsupportedByStore } from '../../../src/contract/unsupported.ts';
import { beforeExpiry, type Fault, fault } from '../fault.ts';

const standsThroughout =
	'scan sees every record that stands all the while, whatever else is created, changed or deleted';

export const listingFaults: readonly Fault[] = [
	fault(
		'removes more than it was asked to',
		['purge removes at most the given number of expired records, and leaves the others'],
		(right) => ({ purge: (limit, call) => right.purge(limit * 2, call) }),
	),
	fault(
		'stops while expired records are left',
		['purge removes at most the given number of expired records, and leaves the others'],
		(right) => {
			let calls = 0;
			return {
				purge(limit, call) {
					calls += 1;
					return calls % 2 === 0 ? 0 : right.purge(limit, call);
				},
			};
		},
	),
	fault('removes what has not expired', ['purge answers 0 where nothing has expired'], (right) => ({
		purge: (limit, call) => right.purge(limit, { ...call, now: call.now + 1 }),
	})),
	fault('purges by the expiry of the creation', ['purge goes by the expiry that stands now'], (right) => {
		const expiries = new Map<string, number>();
		return {
			create(key, record, call) {
				expiries.set(key, record.expiresAt);
				return right.create(key, record, call);
			},
			async purge(limit, call) {
				let removed = 0;
				for (const [key, expiresAt] of expiries) {
					if (removed >= limit || expiresAt > call.now) continue;
					expiries.delete(key);
					await right.delete(key, null, beforeExpiry);
					removed += 1;
				}
				return removed;
			},
		};
	}),
	fault('counts deleted records as purged', ['purge does not count what was deleted'], (right) => {
		let deleted = 0;
		return {
			delete(key, version, call) {
				deleted += 1;
				return right.delete(key, version, call);
			},
			purge: async (limit, call) => deleted + Number(await right.purge(limit, call)),
		};
	}),
	fault('counts what has expired', ['count answers how many unexpired records there are'], (right) => ({
		count: () => right.count(beforeExpiry),
	})),
	fault('counts its creates', ['count follows every change'], (right) => {
		let creates = 0;
		return {
			create(key, record, call) {
				creates += 1;
				return right.create(key, record, call);
			},
			count: () => creates,
		};
	}),
	fault('leaves out the first record of a page', ['scan sees every record, page by page'], (right) => ({
		async scan(cursor, limit, call) {
			const page = await right.scan(cursor, limit, call);
			return { ...page, entries: page.entries.slice(1) };
		},
	})),
	fault('scans everything at once', ['scan sees every record, page by page'], (right) => ({
		scan: (cursor, _, call) => right.scan(cursor, Number.MAX_SAFE_INTEGER, call),
	})),
	fault('scans without the subject', ['scan sees every record, page by page'], (right) => ({
		async scan(cursor, limit, call) {
			const page = await right.scan(cursor, limit, call);
			return {
				...page,
				entries: page.entries.map(({ key, record }) => ({ key, record: { ...record, subject: null } })),
			};
		},
	})),
	fault('never ends a scan', ['scan of an empty store ends without an entry'], (right) => ({
		scan: async (cursor, limit, call) => ({ ...(await right.scan(cursor, limit, call)), cursor: cursor ?? '0' }),
	})),
	fault('scans what has expired', ['scan leaves out what has expired'], (right) => ({
		scan: (cursor, limit) => right.scan(cursor, limit, beforeExpiry),
	})),
	fault('scans by counting from the start', [standsThroughout], (right) => ({
		async scan(cursor, limit, call) {
			const start = Number(cursor ?? 0);
			const all = (await right.scan(null, Number.MAX_SAFE_INTEGER, call)).entries;
			const entries = all.slice(start, start + limit);
			return { entries, cursor: start + limit < all.length ? String(start + limit) : null };
		},
	})),
	...(
		[
			['subjects', 'findBySubject leaves out what has expired'],
			['purge', 'purge answers 0 where nothing has expired'],
			['count', 'count follows every change'],
			['scan', 'scan leaves out what has expired'],
			['close', 'close can be called before the first use, and twice'],
		] as const
	).flatMap(([capability, name]) => [
		fault(`does not declare ${capability}, and yet answers`, [name], (right) => ({
			capabilities: { ...right.capabilities, [capability]: false },
		})),
		fault(`declares ${capability}, and throws`, [name], () => ({
			[capability === 'subjects' ? 'findBySubject' : capability]() {
				throw unsupportedByStore('faulty', capability);
			},
		})),
	]),
];
