import { equal, fails, ok } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';

const ended = 'SOJOURN_SESSION_ENDED';

/** G3: a session goes on under one id alone, with all that was acknowledged. */
export const newIdGuarantees: readonly Guarantee[] = [
	{
		name: 'regenerate keeps what the session holds under a new id',
		async run({ visitor }) {
			const ann = visitor();
			const before = await ann.visit(async (session) => {
				await session.set('user', 1);
				return session.id;
			});
			const old = new Map(ann.cookies);
			await ann.visit(async (session) => {
				await session.regenerate();
				await session.set('role', 'admin');
			});
			ok(
				[...ann.cookies].some(([name, value]) => old.get(name) !== value),
				'The cookie is another one.',
			);
			const [all, after] = await ann.visit(async (session) => [await session.all(), session.id]);
			equal(all, { user: 1, role: 'admin' }, 'What it holds stayed.');
			ok(after !== before, 'The handle is another one.');
		},
	},
	{
		name: 'what update stores after identify was saved, nobody with the old id sees',
		needs: 'server',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('basket', 1));
			const old = ann.copy();
			await ann.visit(async (session) => {
				await session.identify('ann');
				await session.save();
				await session.update('card', () => 'a private number');
				equal(await old.visit((before) => before.all()), {}, 'Not before the answer either.');
			});
			equal(await ann.visit((session) => session.get('card')), 'a private number', 'The visitor has it.');
		},
	},
	{
		name: 'the old id is dead at once after regenerate, may not store, and no late answer takes the new cookie away',
		needs: 'endings',
		async run({ visitor, pass }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const old = ann.copy();
			await ann.visit((session) => session.regenerate());
			equal(await old.visit((session) => session.all()), {}, 'It reads an empty session.');
			equal(old.lastCookies, [], 'Its answer touches no cookie.');
			await old.visit(async (session) => {
				await fails(() => session.set('user', 2), ended, 'It may not store.');
				await fails(() => session.destroy(), ended, 'Nor destroy.');
			});
			equal(old.lastCookies, [], 'Its answer touches no cookie then either.');
			pass(59_000);
			await old.visit((session) => fails(() => session.set('user', 2), ended, 'So for a minute.'));
			pass(2_000);
			equal(
				await old.statusOf((session) => session.set('user', 2)),
				200,
				'After a minute it is a visitor like any other.',
			);
			equal(await ann.visit((session) => session.get('user')), 1, 'The session itself goes on.');
		},
	},
	{
		name: 'a handler that does not catch that its session has moved to a new id is answered with 409, and touches no cookie',
		needs: 'endings',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			for (const change of ['set', 'update', 'destroy'] as const) {
				const old = ann.copy();
				await ann.visit((session) => session.regenerate());
				let failures = 0;
				const end = first.on('failed', () => {
					failures += 1;
				});
				const handler = first.handle(async (_, session) => {
					if (change === 'destroy') await session.destroy();
					else if (change === 'set') await session.set('user', 2);
					else await session.update('user', () => 2);
					return new Response('done');
				});
				old.receive(await handler(new Request('https://example.test/', { headers: { cookie: old.header } })));
				end();
				equal([old.last.status, await old.last.text()], [409, 'Conflict'], `The answer to ${change} is 409.`);
				equal(old.lastCookies, [], 'It touches no cookie.');
				equal(failures, 0, 'It is no fault of the server.');
			}
			equal(await ann.visit((session) => session.get('user')), 1, 'The session itself goes on.');
		},
	},
	{
		name: 'a request in flight across a regenerate gets 409, and its answer no cookie',
		needs: 'endings',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const late = ann.copy(second);
			const status = await late.statusOf(async (session) => {
				await session.get('user');
				await ann.visit((inner) => inner.regenerate());
				await session.set('basket', 1);
			});
			equal(status, 409, 'The answer is 409.');
			equal(late.lastCookies, [], 'It touches no cookie.');
			const destroyer = ann.copy(second);
			const outcome = await destroyer.visit(async (session) => {
				await session.get('user');
				await ann.visit((inner) => inner.regenerate());
				return session.destroy().then(
					() => 'destroyed',
					(error: Error & { code?: string }) => error.code,
				);
			});
			equal(outcome, ended, 'A destroy in flight is told so.');
			equal(destroyer.lastCookies, [], 'And does not clear the new cookie.');
			equal(await ann.visit((session) => session.get('user')), 1, 'The session goes on.');
		},
	},
	{
		name: 'what was stored under a new id keeps its cookie though the rest cannot be stored',
		needs: 'endings',
		async run({ manager, visitor }) {
			const sessions = manager({ maxBytes: 4000 });
			sessions.on('failed', () => {});
			const ann = visitor(sessions);
			await ann.visit((session) => session.set('user', 1));
			const status = await ann.statusOf(async (session) => {
				await session.regenerate();
				await session.save();
				for (const key of ['a', 'b']) await session.set(key, 'x'.repeat(3000));
			});
			equal(status, 500, 'The request fails visibly.');
			equal(await ann.visit((session) => session.all()), { user: 1 }, 'The visitor is still who he was.');
		},
	},
	{
		name: 'of two requests that regenerate at once one wins, and the other leaves nothing behind',
		needs: 'endings',
		async run({ first, second, visitor, store, now }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const both = [ann.copy(first), ann.copy(second)];
			let ready = 0;
			const statuses = await Promise.all(
				both.map((one) =>
					one.statusOf(async (session) => {
						await session.get('user');
						ready += 1;
						while (ready < 2) await new Promise((resolve) => setTimeout(resolve, 1));
						await session.regenerate();
					}),
				),
			);
			equal(statuses.sort(), [200, 409], 'One wins.');
			equal(both.filter((one) => one.lastCookies.length > 0).length, 1, 'Only the winner sets a cookie.');
			if (store?.capabilities.count) {
				const signal = new AbortController().signal;
				equal(await store.count({ now: now(), signal }), 2, 'The session and the ended record are all there is.');
			}
		},
	},
	{
		name: 'a change that lands while another request regenerates is carried over or refused, never lost',
		needs: 'server',
		async run({ first, second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('count', 0));
			const writers = Array.from({ length: 10 }, (_, index) => ann.copy(index % 2 === 0 ? first : second));
			const landed: number[] = [];
			await Promise.all([
				ann.visit(async (session) => {
					await session.get('count');
					await session.regenerate();
				}),
				...writers.map(async (writer) => {
					const outcome = await writer.visit((session) =>
						session.update('count', (count) => (count ?? 0) + 1).catch(() => null),
					);
					if (outcome !== null && writer.last.status === 200) landed.push(outcome);
				}),
			]);
			equal(
				await ann.visit((session) => session.get('count')),
				landed.length,
				'Every change that was acknowledged is there.',
			);
		},
	},
	{
		name: 'a handler that throws stores nothing that was pending',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('a', 1));
			const handler = first.handle(async (_, session) => {
				await session.set('a', 2);
				await session.regenerate();
				throw new Error('the handler fails');
			});
			await handler(new Request('https://example.test/', { headers: { cookie: ann.header } })).catch(() => {});
			equal(await ann.visit((session) => session.get('a')), 1, 'The old value stands, under the old id.');
		},
	},
];
