import { equal } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
const fifty = Array.from({ length: 50 }, (_, index) => index);

/** G2: no lost updates, between requests and between processes. */
export const concurrencyGuarantees: readonly Guarantee[] = [
	{
		name: 'fifty parallel requests that await between reading and writing keep fifty keys of fifty',
		needs: 'server',
		async run({ first, second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('start', true));
			await Promise.all(
				fifty.map((index) =>
					ann.copy(index % 2 === 0 ? first : second).visit(async (session) => {
						await session.get('start');
						await pause();
						await session.set(`key${index}`, index);
					}),
				),
			);
			equal((await ann.visit((session) => session.keys())).length, 51, 'Every key survives.');
		},
	},
	{
		name: 'update counts exactly',
		needs: 'server',
		async run({ first, second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('count', 0));
			const answers = await Promise.all(
				fifty.map((index) =>
					ann.copy(index % 2 === 0 ? first : second).visit(async (session) => {
						await session.get('count');
						return session.update('count', (count) => count + 1);
					}),
				),
			);
			equal(await ann.visit((session) => session.get('count')), 50, 'Nothing is lost.');
			equal(new Set(answers).size, 50, 'And every call is given its own new value.');
		},
	},
	{
		name: 'a flash message is handed to one request only',
		needs: 'server',
		async run({ first, second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.flash('message', 'saved'));
			const answers = await Promise.all(
				fifty.map((index) => ann.copy(index % 2 === 0 ? first : second).visit((session) => session.get('message'))),
			);
			equal(answers.filter((answer) => answer === 'saved').length, 1, 'One request gets it.');
			equal(answers.filter((answer) => answer === null).length, 49, 'The others get null.');
		},
	},
	{
		name: 'on the same key the last one wins, and deletes of different keys both count',
		needs: 'server',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				for (const key of ['a', 'b', 'c']) await session.set(key, 0);
			});
			const other = ann.copy(second);
			await ann.visit(async (session) => {
				await session.set('a', 'outer');
				await session.delete('b');
				await other.visit(async (inner) => {
					await inner.set('a', 'inner');
					await inner.delete('c');
				});
			});
			equal(await ann.visit((session) => session.all()), { a: 'outer' }, 'Both deletes and the later set stand.');
		},
	},
	{
		name: 'a clear and a set from another request: what was set after the clear stays',
		needs: 'server',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('old', 1));
			const other = ann.copy(second);
			await other.visit(async (session) => {
				await session.set('new', 2);
				await ann.visit((inner) => inner.clear());
			});
			equal(
				await ann.visit((session) => session.all()),
				{ new: 2 },
				'Operations are applied in the order of their commits.',
			);
		},
	},
	{
		name: 'update stays though the handler throws, and what was pending does not',
		needs: 'server',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('count', 1));
			const handler = first.handle(async (_, session) => {
				await session.set('pending', true);
				await session.update('count', (count) => count + 1);
				throw new Error('the handler fails');
			});
			await handler(new Request('https://example.test/', { headers: { cookie: ann.header } })).catch(() => {});
			equal(await ann.visit((session) => session.all()), { count: 2 }, 'Only the update is stored.');
		},
	},
	{
		name: 'update sees what this request has set, and what it stores is not overwritten by it',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('count', 5);
				equal(await session.update('count', (count) => count + 1), 6, 'It starts from the pending value.');
				await session.clear();
				equal(await session.update('count', (count) => (count ?? 0) + 1), 1, 'And from the pending clear.');
			});
			equal(await ann.visit((session) => session.all()), { count: 1 }, 'The order of the calls is kept.');
		},
	},
	{
		name: 'a clear takes nothing away that update has stored after it, whoever has updated it since',
		needs: 'server',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('old', 1));
			const other = ann.copy(second);
			await ann.visit(async (session) => {
				await session.clear();
				await session.update('count', (count) => (count ?? 0) + 1);
				await other.visit((inner) => inner.update('count', (count) => count + 1));
			});
			equal(
				await ann.visit((session) => session.all()),
				{ count: 2 },
				'The second update counts, the rest is cleared.',
			);
		},
	},
	{
		name: 'a change that is made while the same request stores another is not lost',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('start', true));
			for (let gap = 0; gap < 30; gap += 1) {
				await ann.visit(async (session) => {
					await session.set('round', gap);
					const setting = session.set(`before${gap}`, true);
					for (let passed = 0; passed < gap; passed += 1) await null;
					const saving = session.save();
					for (let passed = 0; passed < gap; passed += 1) await null;
					await Promise.all([setting, saving, session.set(`after${gap}`, true)]);
				});
			}
			equal((await ann.visit((session) => session.keys())).length, 62, 'Every change is there.');
		},
	},
	{
		name: 'parallel changes of a visitor’s first request begin one session',
		async run({ visitor, store, now }) {
			const ann = visitor();
			await ann.visit((session) => Promise.all(fifty.map((index) => session.set(`key${index}`, index))));
			equal((await ann.visit((session) => session.keys())).length, 50, 'Every change is there.');
			const bob = visitor();
			// Each is a write of its own within the deadline of the one request, and some stores wait for the disk.
			const updates = fifty.slice(0, 10);
			await bob.visit((session) =>
				Promise.all(updates.map(() => session.update('count', (count) => (count ?? 0) + 1))),
			);
			equal(await bob.visit((session) => session.get('count')), 10, 'Every update counts.');
			if (!store?.capabilities.count) return;
			equal(await store.count({ now: now(), signal: new AbortController().signal }), 2, 'Two visitors, two sessions.');
		},
	},
	{
		name: 'parallel calls in one request share one load',
		needs: 'server',
		async run({ visitor, calls }) {
			const ann = visitor();
			await ann.visit((session) => session.set('a', 1));
			calls();
			await ann.visit((session) => Promise.all([session.get('a'), session.has('a'), session.keys(), session.all()]));
			equal(calls().read, 1, 'The store is read once.');
		},
	},
];
