import type { Store } from '../../../src/contract/store.ts';
import { beforeExpiry, type Fault, fault, standing, storing } from '../fault.ts';

/** Removes each record by a clock of its own when the expiry comes that it had at its creation. */
function removedInTime(right: Store): Partial<Store> {
	return {
		async create(key, record, call) {
			const created = await right.create(key, record, call);
			const life = record.expiresAt - Date.now();
			if (created && life < 10_000) setTimeout(() => right.delete(key, null, beforeExpiry), life).unref();
			return created;
		},
	};
}

export const expiryFaults: readonly Fault[] = [
	fault(
		'tells its database of the first expiry only',
		['a record whose expiry was moved later is not removed when the old one comes'],
		removedInTime,
	),
	fault(
		'reads what has expired',
		['read answers a record up to its last millisecond, and never from expiresAt on'],
		(right) => ({
			read: (key) => standing(right, key),
		}),
	),
	fault(
		'lets a record live one millisecond more',
		['read answers a record up to its last millisecond, and never from expiresAt on'],
		(right) => ({
			read: (key, call) => right.read(key, { ...call, now: call.now - 1 }),
		}),
	),
	fault(
		'lets a record die one millisecond before',
		['read answers a record up to its last millisecond, and never from expiresAt on'],
		(right) => ({
			read: (key, call) => right.read(key, { ...call, now: call.now + 1 }),
		}),
	),
	fault('keeps expiry in seconds', ['expiresAt is kept to the millisecond, a hundred years ahead too'], (right) =>
		storing(right, (record) => ({ ...record, expiresAt: Math.ceil(record.expiresAt / 1000) * 1000 })),
	),
	fault(
		'lets an expired record hold its key',
		['create succeeds over an expired record, and replaces it whole'],
		(right) => ({
			create: (key, record) => right.create(key, record, beforeExpiry),
		}),
	),
	fault('refuses to create what has expired', ['a record that is created expired does not exist'], (right) => ({
		create: (key, record, call) => record.expiresAt > call.now && right.create(key, record, call),
	})),
	fault(
		'lets a record that was created expired hold its key',
		['a record that is created expired does not exist'],
		(right) => {
			const held = new Set<string>();
			return {
				create(key, record, call) {
					if (held.has(key)) return false;
					if (record.expiresAt <= call.now) held.add(key);
					return right.create(key, record, call);
				},
			};
		},
	),
	fault(
		'replaces what has expired',
		['replace of an expired record answers "missing" and does not bring it back'],
		(right) => ({
			replace: (key, record, version) => right.replace(key, record, version, beforeExpiry),
		}),
	),
	fault(
		'keeps the expiry when it replaces',
		[
			'replace puts the whole record in place of the version it names',
			'replace may move the expiry earlier',
			'replace may move the expiry later',
		],
		(right) => ({
			async replace(key, record, version, call) {
				const expiresAt = (await right.read(key, call))?.expiresAt ?? record.expiresAt;
				return right.replace(key, { ...record, expiresAt }, version, call);
			},
		}),
	),
	fault('refuses to replace by what has expired', ['a record that is replaced by an expired one is gone'], (right) => ({
		replace(key, record, version, call) {
			if (record.expiresAt <= call.now) throw new Error('The expiry is invalid.');
			return right.replace(key, record, version, call);
		},
	})),
	fault('touches nothing', ['touch moves the expiry later, and leaves data, version and subject'], (right) => ({
		touch: (key, _, version, call) => right.touch(key, 0, version, call),
	})),
	fault(
		'makes a new version when it touches',
		[
			'touch moves the expiry later, and leaves data, version and subject',
			'a touched record is replaced by its version as before',
		],
		(right) => ({
			async touch(key, expiresAt, version, call) {
				const held = await right.read(key, call);
				if (held === null || held.version !== version) return false;
				const next = { ...held, expiresAt: Math.max(expiresAt, held.expiresAt), version: version + 1 };
				return (await right.replace(key, next, version, call)) === 'done';
			},
		}),
	),
	fault(
		'moves the expiry earlier when it touches',
		['touch never moves the expiry earlier, and answers true all the same'],
		(right) => ({
			async touch(key, expiresAt, version, call) {
				const held = await right.read(key, call);
				if (held === null || held.version !== version) return false;
				return (await right.replace(key, { ...held, expiresAt }, version, call)) === 'done';
			},
		}),
	),
	fault(
		'answers false for a touch that moved nothing',
		['touch never moves the expiry earlier, and answers true all the same'],
		(right) => ({
			async touch(key, expiresAt, version, call) {
				const held = await right.read(key, call);
				return held !== null && held.expiresAt < expiresAt && right.touch(key, expiresAt, version, call);
			},
		}),
	),
	fault('touches any version', ['touch of another version answers false and moves nothing'], (right) => ({
		async touch(key, expiresAt, version, call) {
			const held = await right.read(key, call);
			return right.touch(key, expiresAt, held?.version ?? version, call);
		},
	})),
	fault(
		'creates when it touches',
		['touch of a record that is not there answers false and creates nothing'],
		(right) => ({
			async touch(key, expiresAt, version, call) {
				if (await right.touch(key, expiresAt, version, call)) return true;
				await right.create(key, { data: new Uint8Array(0), version, expiresAt, subject: null }, call);
				return false;
			},
		}),
	),
	fault(
		'touches what has expired',
		['touch of an expired record answers false and does not bring it back'],
		(right) => ({
			touch: (key, expiresAt, version) => right.touch(key, expiresAt, version, beforeExpiry),
		}),
	),
	fault('deletes what has expired', ['delete of an expired record answers "missing"'], (right) => ({
		delete: (key, version) => right.delete(key, version, beforeExpiry),
	})),
];
