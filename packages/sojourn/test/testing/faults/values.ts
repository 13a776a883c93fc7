import { memoryStore } from '../../../src/stores/memory.ts';
import { bytesOf } from '../../../src/testing/records.ts';
import { changed, type Fault, fault, pause, storing } from '../fault.ts';

export const valueFaults: readonly Fault[] = [
	fault('has no name', ['it has a name and declares every capability'], () => ({ name: '' })),
	fault('leaves a capability open', ['it has a name and declares every capability'], (right) => {
		const { scan: _, ...declared } = right.capabilities;
		return { capabilities: declared as typeof right.capabilities };
	}),
	fault('answers undefined for nothing', ['read answers null for a key that was never used'], (right) => ({
		read: (key, call) => right.read(key, call) ?? (undefined as unknown as null),
	})),
	fault('drops the subject', ['create stores a record that both instances read back whole'], (right) =>
		storing(right, (record) => ({ ...record, subject: null })),
	),
	{
		does: 'keeps its data to one instance',
		caughtBy: ['create stores a record that both instances read back whole'],
		open: () => ({ first: memoryStore(), second: memoryStore(), dispose() {} }),
	},
	fault(
		'goes on saying that nothing stands where it once found nothing',
		['create stores a record that both instances read back whole'],
		(right) => {
			const missing = new Set<string>();
			return {
				async read(key, call) {
					const found = missing.has(key) ? null : await right.read(key, call);
					if (found === null) missing.add(key);
					return found;
				},
			};
		},
	),
	fault(
		'creates over what stands',
		['create answers false for a key that is taken, and leaves the record there alone'],
		(right) => ({
			async create(key, record, call) {
				await right.delete(key, null, call);
				return right.create(key, record, call);
			},
		}),
	),
	fault('keeps a key taken after delete', ['create takes a key again after its record was deleted'], (right) => {
		const deleted = new Set<string>();
		return {
			create: (key, record, call) => !deleted.has(key) && right.create(key, record, call),
			delete(key, version, call) {
				deleted.add(key);
				return right.delete(key, version, call);
			},
		};
	}),
	fault('keeps seven bits of a byte', ['data of every byte value comes back unchanged'], (right) =>
		storing(right, (record) => ({ ...record, data: record.data.map((byte) => byte & 0x7f) })),
	),
	fault('takes data for text', ['data that is no valid UTF-8 comes back unchanged'], (right) =>
		storing(right, (record) => ({ ...record, data: bytesOf(new TextDecoder().decode(record.data)) })),
	),
	fault(
		'takes empty data for nothing',
		['empty data comes back empty, and its record exists like any other'],
		(right) => ({
			async read(key, call) {
				const found = await right.read(key, call);
				return found?.data.length === 0 ? null : found;
			},
		}),
	),
	fault('cuts data after 64 KiB', ['data of 300 KiB comes back unchanged'], (right) =>
		storing(right, (record) => ({ ...record, data: record.data.slice(0, 65_535) })),
	),
	fault('stores the buffer under the data', ['data that is a part of a larger buffer is stored alone'], (right) =>
		storing(right, (record) => ({ ...record, data: new Uint8Array(record.data.buffer) })),
	),
	fault(
		'keeps the bytes that a replace gave it',
		['bytes that the caller changes once it has made a call leave the record alone'],
		(right) => {
			const given = new Map<string, Uint8Array>();
			return {
				async create(key, record, call) {
					const created = await right.create(key, record, call);
					if (created) given.set(key, record.data.slice());
					return created;
				},
				async replace(key, record, version, call) {
					const result = await right.replace(key, record, version, call);
					if (result === 'done') given.set(key, record.data);
					return result;
				},
				async read(key, call) {
					const found = await right.read(key, call);
					return found && { ...found, data: given.get(key) ?? found.data };
				},
			};
		},
	),
	fault(
		'copies bytes by a slice that may be none',
		['bytes that the caller changes once it has made a call leave the record alone'],
		(right) => {
			const given = new Map<string, Uint8Array>();
			return {
				create(key, record, call) {
					given.set(key, record.data.slice());
					return right.create(key, record, call);
				},
				async read(key, call) {
					const found = await right.read(key, call);
					return found && { ...found, data: found.version === 1 ? (given.get(key) ?? found.data) : found.data };
				},
			};
		},
	),
	fault(
		'copies bytes when it comes to write them',
		['bytes that the caller changes once it has made a call leave the record alone'],
		(right) => ({
			async create(key, record, call) {
				await pause();
				return right.create(key, record, call);
			},
		}),
	),
	fault(
		'answers the bytes it keeps',
		['bytes that the caller changes in an answer leave the record alone'],
		(right) => {
			const kept = new Map<string, Uint8Array>();
			return {
				async read(key, call) {
					const found = await right.read(key, call);
					if (found === null) return null;
					const data = kept.get(key) ?? found.data;
					kept.set(key, data);
					return { ...found, data };
				},
			};
		},
	),
	...[
		{ does: 'keeps the first half of a key', fold: (key: string) => key.slice(0, 32) },
		{ does: 'takes keys for numbers', fold: (key: string) => (Number.isNaN(Number(key)) ? key : String(Number(key))) },
	].map(({ does, fold }) =>
		fault(
			does,
			['keys that differ in one digit, or that look like the same number, hold different records'],
			(right) => ({
				read: (key, call) => right.read(fold(key), call),
				create: (key, record, call) => right.create(fold(key), record, call),
			}),
		),
	),
	fault('deletes all of a subject', ['a change to one key leaves every other alone'], (right) => ({
		async delete(key, version, call) {
			const subject = (await right.read(key, call))?.subject ?? null;
			const result = await right.delete(key, version, call);
			for (const entry of subject === null ? [] : await right.findBySubject(subject, 100, call)) {
				await right.delete(entry.key, null, call);
			}
			return result;
		},
	})),
	{
		does: 'empties the data for everyone when one instance is closed',
		caughtBy: ['close of one instance takes nothing from another'],
		open() {
			const shared = memoryStore();
			return { first: changed(shared, {}), second: changed(shared, {}), dispose() {} };
		},
	},
	fault(
		'says it is durable, and has only one instance',
		['close of one instance takes nothing from another'],
		(right) => ({ capabilities: { ...right.capabilities, durable: 'fsync' } }),
	),
	fault('fails when it is closed twice', ['close can be called before the first use, and twice'], () => {
		let closed = false;
		return {
			close() {
				if (closed) throw new Error('The database is not open.');
				closed = true;
			},
		};
	}),
];
