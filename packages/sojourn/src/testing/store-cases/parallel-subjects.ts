import type { Store } from '../../contract/store.ts';
import { ok } from '../expect.ts';
import { pause } from '../pause.ts';
import { call, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

/** How often each is tried: only now and then does a question come in between. */
const rounds = 20;

/** Looks at a record until a version of it stands, and then demands at once that its subject finds it. */
async function findsOnceItStands(
	store: Store,
	expected: { readonly key: string; readonly version: number; readonly subject: string },
	now: number,
	writing: unknown,
): Promise<void> {
	const { key, version, subject } = expected;
	let written = false;
	const write = (async () => {
		await writing;
		written = true;
	})();
	for (let last = false; !last; ) {
		last = written;
		const reading = store.read(key, call(now));
		if ((await reading)?.version !== version) {
			// A store that answers at once would let nobody else come in between.
			if (!(reading instanceof Promise)) await pause(0);
			continue;
		}
		const found = await store.findBySubject(subject, 100, call(now));
		const keys = found.map((entry) => entry.key);
		ok(keys.includes(key), 'The subject index is written before the record: what can be read is found by its subject.');
		break;
	}
	await write;
}

export const parallelSubjectCases: readonly StoreCase[] = [
	{
		name: 'a record is found by its subject as soon as it can be read',
		needs: 'subjects',
		async run({ first, second, now }) {
			for (let round = 0; round < rounds; round += 1) {
				const key = keyOf(round);
				const expiresAt = now + 60 * minute;
				const creating = first.create(key, record(expiresAt, { subject: 'one' }), call(now));
				await findsOnceItStands(second, { key, version: 1, subject: 'one' }, now, creating);
				const moved = record(expiresAt, { version: 2, subject: 'other' });
				const replacing = first.replace(key, moved, 1, call(now));
				await findsOnceItStands(second, { key, version: 2, subject: 'other' }, now, replacing);
			}
		},
	},
];
