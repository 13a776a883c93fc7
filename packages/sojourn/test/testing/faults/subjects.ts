import type { Store, StoreCall, SubjectEntry } from '../../../src/contract/store.ts';
import { beforeExpiry, type Fault, fault, pause } from '../fault.ts';

/** Entries by subject and key, kept beside a store and never put in order. */
class CarelessIndex {
	readonly #entries = new Map<string, Map<string, SubjectEntry>>();

	add(subject: string | null, key: string, expiresAt: number): void {
		if (subject === null) return;
		const entries = this.#entries.get(subject) ?? new Map<string, SubjectEntry>();
		this.#entries.set(subject, entries.set(key, { key, expiresAt }));
	}

	find(subject: string, limit: number, { now }: StoreCall): SubjectEntry[] {
		return [...(this.#entries.get(subject)?.values() ?? [])].filter(({ expiresAt }) => expiresAt > now).slice(0, limit);
	}
}

/** Finds what an index of its own holds: `created` and `replaced` say what goes into it. */
function indexed(right: Store, writes: { readonly refused: boolean }): Partial<Store> {
	const index = new CarelessIndex();
	return {
		async create(key, record, call) {
			const created = await right.create(key, record, call);
			if (created || writes.refused) index.add(record.subject, key, record.expiresAt);
			return created;
		},
		async replace(key, record, version, call) {
			const result = await right.replace(key, record, version, call);
			if (result === 'done' || writes.refused) index.add(record.subject, key, record.expiresAt);
			return result;
		},
		findBySubject: (subject, limit, call) => index.find(subject, limit, call),
	};
}

export const subjectFaults: readonly Fault[] = [
	fault(
		'finds twenty records of a subject',
		['findBySubject answers all records of a subject, and no others'],
		(right) => ({
			findBySubject: (subject, limit, call) => right.findBySubject(subject, Math.min(limit, 20), call),
		}),
	),
	fault(
		'finds as many records of a subject as its database answers at once',
		['findBySubject answers all records of a subject, and no others'],
		(right) => ({
			findBySubject: async (subject, limit, call) => (await right.findBySubject(subject, limit, call)).slice(0, 100),
		}),
	),
	fault(
		'enters a record under its subject after it has stored it',
		['a record is found by its subject as soon as it can be read'],
		(right) => {
			const entered = new Set<string>();
			return {
				async create(key, record, call) {
					const created = await right.create(key, record, call);
					await pause();
					entered.add(key);
					return created;
				},
				findBySubject: async (subject, limit, call) =>
					(await right.findBySubject(subject, limit, call)).filter(({ key }) => entered.has(key)),
			};
		},
	),
	fault('keeps subjects as the properties of an object', ['subjects are compared whole and exactly'], (right) => {
		const subjects: Record<string, Set<string>> = {};
		return {
			create(key, record, call) {
				if (record.subject !== null) subjects[record.subject] = new Set(subjects[record.subject]).add(key);
				return right.create(key, record, call);
			},
			findBySubject: (subject, limit, call) => (subject in subjects ? right.findBySubject('a', limit, call) : []),
		};
	}),
	fault(
		'finds records without a subject too',
		['findBySubject answers all records of a subject, and no others'],
		(right) => ({
			create: (key, record, call) => right.create(key, { ...record, subject: record.subject ?? 'nobody' }, call),
		}),
	),
	...[
		{ does: 'folds the case of subjects', fold: (subject: string) => subject.toLowerCase() },
		{
			does: 'takes subjects for numbers',
			fold: (subject: string) => (Number(subject) ? String(Number(subject)) : subject),
		},
		{ does: 'keeps 63 characters of a subject', fold: (subject: string) => subject.slice(0, 63) },
	].map(({ does, fold }) =>
		fault(does, ['subjects are compared whole and exactly'], (right) => ({
			create: (key, record, call) =>
				right.create(key, { ...record, subject: record.subject && fold(record.subject) }, call),
			findBySubject: (subject, limit, call) => right.findBySubject(fold(subject), limit, call),
		})),
	),
	fault('takes a subject for a pattern', ['subjects are compared whole and exactly'], (right) => {
		const subjects = new Set<string>();
		return {
			create(key, record, call) {
				if (record.subject !== null) subjects.add(record.subject);
				return right.create(key, record, call);
			},
			async findBySubject(subject, limit, call) {
				const pattern = new RegExp(`^${subject.replaceAll('_', '.')}$`);
				const matching = [...subjects].filter((each) => pattern.test(each));
				return (await Promise.all(matching.map((each) => right.findBySubject(each, limit, call)))).flat();
			},
		};
	}),
	fault('finds what has expired', ['findBySubject leaves out what has expired'], (right) => ({
		findBySubject: (subject, limit) => right.findBySubject(subject, limit, beforeExpiry),
	})),
	fault(
		'never takes a record out of its subject',
		[
			'findBySubject no longer finds a deleted record',
			'replace moves a record from its old subject to its new one',
			'findBySubject knows the expiry that touch or replace has moved',
		],
		(right) => indexed(right, { refused: false }),
	),
	fault(
		'answers one record fewer than it is asked for',
		['findBySubject answers at most as many records as it is asked for'],
		(right) => ({ findBySubject: (subject, limit, call) => right.findBySubject(subject, limit - 1, call) }),
	),
	fault(
		'answers all records of a subject, whatever it is asked for',
		['findBySubject answers at most as many records as it is asked for'],
		(right) => ({ findBySubject: (subject, _limit, call) => right.findBySubject(subject, 1000, call) }),
	),
	fault(
		'looks for a record at the first entries of its index only',
		['whoever deletes what findBySubject answers, a few at a time, deletes all'],
		(right) => {
			const entered = new Map<string, string | null>();
			return {
				create(key, record, call) {
					entered.set(key, record.subject);
					return right.create(key, record, call);
				},
				async findBySubject(subject, limit, call) {
					const entries = [...entered].filter(([, owner]) => owner === subject).slice(0, limit);
					const standing = await right.findBySubject(subject, 1000, call);
					return standing.filter(({ key }) => entries.some(([entry]) => entry === key));
				},
			};
		},
	),
	fault('writes the subjects of refused changes', ['a refused change leaves the subject index alone'], (right) =>
		indexed(right, { refused: true }),
	),
	fault(
		'leaves an expired record in its subject when its key is taken again',
		['a record created over an expired one is not found by the old subject'],
		(right) => {
			const firstSubjects = new Map<string, string | null>();
			return {
				create(key, record, call) {
					if (!firstSubjects.has(key)) firstSubjects.set(key, record.subject);
					return right.create(key, record, call);
				},
				async findBySubject(subject, limit, call) {
					const found = [...(await right.findBySubject(subject, limit, call))];
					for (const [key, first] of firstSubjects) {
						const held = first === subject ? await right.read(key, call) : null;
						if (held !== null && held.subject !== subject) found.push({ key, expiresAt: held.expiresAt });
					}
					return found;
				},
			};
		},
	),
];
