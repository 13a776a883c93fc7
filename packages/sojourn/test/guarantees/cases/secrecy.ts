import type { ScanPage, Store } from '../../../src/index.ts';
import { equal, fails, ok } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';
import { unsealedData } from '../unsealed-data.ts';

const call = (now: number) => ({ now, signal: new AbortController().signal });

/** What the store holds, page by page: between them may be what others keep in the same database. */
async function entriesOf(store: Store, now: number): Promise<ScanPage['entries']> {
	const entries = new Map<string, ScanPage['entries'][number]>();
	let cursor: string | null = null;
	do {
		const page: ScanPage = await store.scan(cursor, 100, call(now));
		for (const entry of page.entries) entries.set(entry.key, entry);
		cursor = page.cursor;
	} while (cursor !== null);
	return [...entries.values()];
}

/** G5 and G6: a stolen store is useless, and a cookie that this server did not make is nothing. */
export const secrecyGuarantees: readonly Guarantee[] = [
	{
		name: 'the store holds neither ids nor names nor values that can be read',
		needs: 'server',
		async run({ visitor, store, now }) {
			if (store === null || !store.capabilities.scan) return;
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.identify('subject-ann');
				await session.set('favourite', 'chamomile');
			});
			const entries = await entriesOf(store, now());
			equal(entries.length, 1, 'There is one record.');
			const held = entries
				.map(({ key, record }) => `${key} ${record.subject} ${new TextDecoder('latin1').decode(record.data)}`)
				.join();
			const readable = store.capabilities.sealed ? ['favourite', 'chamomile', 'subject-ann'] : [];
			for (const text of [...readable, ...ann.cookies.values()])
				ok(!held.includes(text), `The store does not hold: ${text}`);
		},
	},
	{
		name: 'a key of the store is no cookie, and a record moved to another session does not open',
		needs: 'server',
		async run({ visitor, store, now }) {
			if (store === null || !store.capabilities.scan || !store.capabilities.sealed) return;
			const [ann, eve] = [visitor(), visitor()];
			await ann.visit((session) => session.set('who', 'ann'));
			await eve.visit((session) => session.set('who', 'eve'));
			const entries = await entriesOf(store, now());
			const thief = visitor();
			for (const name of ann.cookies.keys()) thief.cookies.set(name, entries[0]?.key ?? '');
			equal(await thief.visit((session) => session.get('who')), null, 'A stored key opens nothing.');
			const [one, other] = entries as [(typeof entries)[0], (typeof entries)[0]];
			await store.replace(one.key, { ...other.record, version: 2 }, 1, call(now()));
			const outcomes = await Promise.all(
				[ann, eve].map((each) =>
					each.visit((session) => session.get('who').catch((error: { code?: string }) => error.code)),
				),
			);
			ok(outcomes.includes('SOJOURN_RECORD_UNREADABLE'), 'The moved record is unreadable, never another’s session.');
		},
	},
	{
		name: 'a record that is damaged is SOJOURN_RECORD_UNREADABLE, for that session alone, and never anonymous',
		needs: 'server',
		async run({ first, visitor, store, now }) {
			if (store === null || !store.capabilities.scan || !store.capabilities.sealed) return;
			const ann = visitor();
			await ann.visit((session) => session.set('who', 'ann'));
			const entries = await entriesOf(store, now());
			const bob = visitor();
			await bob.visit((session) => session.set('who', 'bob'));
			let told = 0;
			first.on('unreadable', () => {
				told += 1;
			});
			for (const { key, record } of entries) {
				const data = Uint8Array.from(record.data, (byte, index) =>
					index === record.data.length - 1 ? byte ^ 1 : byte,
				);
				await store.replace(key, { ...record, data, version: 2 }, 1, call(now()));
			}
			await ann.visit(async (session) => {
				await fails(() => session.get('who'), 'SOJOURN_RECORD_UNREADABLE', 'It is not read.');
			});
			equal(await bob.visit((session) => session.get('who')), 'bob', 'Another’s is.');
			equal(told, 1, 'The listener is told.');
			await ann.visit(async (session) => {
				await session.destroy();
				equal(await session.get('who'), null, 'destroy is the way out.');
			});
			equal(ann.cookies.size, 0, 'It takes the cookie away,');
			equal(await store.read(entries[0]?.key ?? '', call(now())), null, 'and the record.');
			equal(await ann.visit((session) => session.get('who')), null, 'Then all begins anew.');
		},
	},
	{
		name: 'a record that is not sealed is not read, though everything else about it is right',
		needs: 'server',
		async run({ visitor, store, now }) {
			if (store === null || !store.capabilities.scan || !store.capabilities.sealed) return;
			const ann = visitor();
			await ann.visit((session) => session.set('who', 'ann'));
			const data = await unsealedData('mallory', now);
			for (const { key, record } of await entriesOf(store, now())) {
				await store.replace(key, { ...record, data, version: 2 }, 1, call(now()));
			}
			await ann.visit(async (session) => {
				await fails(() => session.get('who'), 'SOJOURN_RECORD_UNREADABLE', 'It is not read.');
			});
		},
	},
	{
		name: 'a cookie that this server did not make is refused without asking the store, and is no error',
		async run({ manager, visitor, calls }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const stranger = visitor(manager({ secret: 'another secret for tests, long enough' }));
			await stranger.visit((session) => session.set('user', 2));
			calls();
			const [name = ''] = [...ann.cookies.keys()];
			const genuine = ann.cookies.get(name) ?? '';
			const forged = [
				...stranger.cookies.values(),
				'',
				'%',
				'null',
				'../../package',
				'A'.repeat(70),
				'A'.repeat(5000),
				genuine.slice(0, -1),
				`${genuine}A`,
				`${genuine}=`,
				genuine.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
				genuine.replace(/^./, (start) => (start === 'B' ? 'C' : 'B')),
				genuine.toUpperCase(),
			];
			for (const value of forged) {
				const thief = visitor();
				thief.cookies.set(name, value);
				equal(await thief.visit((session) => session.get('user')), null, `No session: ${value.slice(0, 20)}`);
			}
			equal(calls().read, 0, 'The store was not asked once.');
		},
	},
	{
		name: 'an id that the client chose starts no session under that id',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const [name = ''] = [...ann.cookies.keys()];
			const chosen = 'A'.repeat(70);
			const fixed = visitor();
			fixed.cookies.set(name, chosen);
			await fixed.visit((session) => session.set('user', 2));
			ok(fixed.cookies.get(name) !== chosen, 'The session has an id of its own.');
		},
	},
	{
		name: 'of several cookies of the name the genuine one is found',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const [name = ''] = [...ann.cookies.keys()];
			const session = first.open(`${name}=tossed; ${ann.header}`);
			equal(await session.get('user'), 1, 'It is tried after the tossed one.');
		},
	},
	{
		name: 'after a rotation older cookies and records open, and are written under the newest secret',
		async run({ manager, visitor, pass }) {
			const older = 'an older secret for tests, long enough';
			const newer = 'a newer secret for tests, long enough';
			const ann = visitor(manager({ secret: older }));
			await ann.visit((session) => session.set('user', 1));
			const moved = ann.copy(manager({ secret: [newer, older] }));
			equal(await moved.visit((session) => session.get('user')), 1, 'The older secret opens.');
			await moved.visit((session) => session.set('user', 2));
			ok(moved.lastCookies.length > 0, 'The cookie is made again with the write.');
			const after = moved.copy(manager({ secret: newer }));
			equal(await after.visit((session) => session.get('user')), 2, 'The newest secret alone opens it now.');
			const bea = visitor(manager({ secret: older }));
			await bea.visit((session) => session.set('user', 3));
			pass(600_000);
			const renewed = bea.copy(manager({ secret: [newer, older] }));
			await renewed.visit((session) => session.get('user'));
			const later = renewed.copy(manager({ secret: newer }));
			equal(await later.visit((session) => session.get('user')), 3, 'A renewal is enough for that.');
		},
	},
	{
		name: 'no id, secret or value stands in any error message',
		async run({ manager, visitor }) {
			const ann = visitor(manager({ maxBytes: 2000 }));
			const messages: string[] = [];
			await ann.visit(async (session) => {
				await session.set('user', 'a value that is private');
				const attempts = [
					session.set('user', { private: Symbol('a value that is private') }),
					session.set('user', 'a value that is private'.repeat(1000)),
					session.update('user', () => (() => 'a value that is private') as unknown),
				];
				for (const attempt of attempts)
					messages.push(
						await attempt.then(
							() => '',
							(error: Error) => `${error.message} ${error.stack}`,
						),
					);
			});
			equal(messages.length, 3, 'All three failed.');
			for (const message of messages)
				ok(message !== '' && !message.includes('that is private'), `The message holds no value: ${message}`);
		},
	},
];
