import { type Fault, fault } from '../fault.ts';

export const versionFaults: readonly Fault[] = [
	fault('keeps one digit of a version', ['replace goes on from version to version'], (right) => ({
		replace: (key, record, version, call) =>
			right.replace(key, { ...record, version: record.version % 10 }, version % 10, call),
	})),
	fault(
		'replaces any version',
		['replace of another version answers the record that stands there, and leaves it alone'],
		(right) => ({
			async replace(key, record, version, call) {
				const held = await right.read(key, call);
				return right.replace(key, record, held?.version ?? version, call);
			},
		}),
	),
	fault(
		'replaces a version before the one it names',
		['replace of another version answers the record that stands there, and leaves it alone'],
		(right) => ({
			async replace(key, record, version, call) {
				const held = await right.read(key, call);
				return right.replace(key, record, held !== null && held.version <= version ? held.version : version, call);
			},
		}),
	),
	fault(
		'answers "missing" when another version stands',
		['replace of another version answers the record that stands there, and leaves it alone'],
		(right) => ({
			async replace(key, record, version, call) {
				return (await right.replace(key, record, version, call)) === 'done' ? 'done' : 'missing';
			},
		}),
	),
	fault('creates when it replaces', ['replace never creates'], (right) => ({
		async replace(key, record, version, call) {
			const result = await right.replace(key, record, version, call);
			if (result === 'missing') await right.create(key, record, call);
			return result;
		},
	})),
	fault(
		'deletes the first version when none is named',
		['delete without a version removes whatever stands there'],
		(right) => ({
			delete: (key, version, call) => right.delete(key, version ?? 1, call),
		}),
	),
	fault(
		'leaves the record when a version is named',
		['delete of the version that stands removes the record'],
		(right) => ({
			async delete(key, version, call) {
				if (version === null) return right.delete(key, version, call);
				const held = await right.read(key, call);
				if (held === null) return 'missing';
				return held.version === version ? 'done' : held;
			},
		}),
	),
	fault(
		'deletes any version',
		['delete of another version answers the record that stands there, and leaves it alone'],
		(right) => ({ delete: (key, _, call) => right.delete(key, null, call) }),
	),
	fault(
		'answers "done" where it deleted nothing',
		['delete of a record that is not there answers "missing"'],
		(right) => ({
			async delete(key, version, call) {
				const result = await right.delete(key, version, call);
				return result === 'missing' ? 'done' : result;
			},
		}),
	),
];
