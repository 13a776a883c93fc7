import { equal, fails } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';

const ended = 'SOJOURN_SESSION_ENDED';

/** G3 where several requests end a session, or one ends it twice. */
export const parallelEndGuarantees: readonly Guarantee[] = [
	{
		name: 'what is pending when reload finds the session ended is refused, not dropped',
		needs: 'endings',
		async run({ second, visitor }) {
			for (const end of ['destroy', 'regenerate'] as const) {
				const ann = visitor();
				await ann.visit((session) => session.set('user', 1));
				const late = ann.copy(second);
				const status = await late.statusOf(async (session) => {
					await session.set('basket', ['tea']);
					await ann.visit((inner) => inner[end]());
					await session.reload();
				});
				equal(status, 409, `After ${end} the visitor is told that nothing was stored.`);
				equal(late.lastCookies, [], 'And keeps whatever cookie there is.');
			}
		},
	},
	{
		name: 'a session that reload finds gone can be destroyed, one that was moved cannot',
		needs: 'endings',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const late = ann.copy(second);
			await late.visit(async (session) => {
				await session.get('user');
				await ann.visit((inner) => inner.destroy());
				await session.reload();
				await session.destroy();
			});
			equal(late.cookies.size, 0, 'The cookie is removed.');
			const bea = visitor();
			await bea.visit((session) => session.set('user', 2));
			const behind = bea.copy(second);
			await behind.visit(async (session) => {
				await session.get('user');
				await bea.visit((inner) => inner.regenerate());
				await session.reload();
				await fails(() => session.destroy(), ended, 'It goes on under another id.');
			});
			equal(behind.lastCookies, [], 'Whose cookie stays.');
		},
	},
	{
		name: 'an answer brings no cookie of a session that was ended after the request stored into it',
		needs: 'endings',
		async run({ second, visitor, pass }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			pass(600_000);
			const late = ann.copy(second);
			await late.visit(async (session) => {
				await session.update('views', () => 1);
				await ann.visit((inner) => inner.destroy());
				await session.reload();
			});
			equal(late.lastCookies, [], 'The visitor may have another one by now.');
		},
	},
	{
		name: 'a request that only reads while its session is ended renews no cookie, which would take the place of a newer one',
		needs: 'endings',
		async run({ second, visitor, pass }) {
			for (const end of ['destroy', 'regenerate'] as const) {
				const ann = visitor();
				await ann.visit((session) => session.set('user', 1));
				pass(600_000);
				const late = ann.copy(second);
				await late.visit(async (session) => {
					await session.get('user');
					await ann.visit((inner) => inner[end]());
				});
				equal(late.lastCookies, [], `There is none to renew after ${end}.`);
			}
		},
	},
	{
		name: 'of several cookies of the name the one whose session lives counts, wherever one that was ended stands',
		needs: 'endings',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const { header: old } = ann.copy();
			await ann.visit((session) => session.regenerate());
			const [name] = ann.cookies.keys();
			const bea = visitor();
			await bea.visit((session) => session.set('user', 2));
			const { header: over } = bea.copy();
			await bea.visit((session) => session.destroy());
			for (const header of [`${old}; ${ann.header}`, `${ann.header}; ${old}`]) {
				equal(await first.open(header).get('user'), 1, 'The living one is found.');
			}
			for (const header of [`${old}; ${name}=tossed`, `${name}=tossed; ${old}`, `${old}; ${over}`, `${over}; ${old}`]) {
				await fails(() => first.open(header).set('user', 2), ended, 'Where there is none, it is over.');
			}
		},
	},
	{
		name: 'an update that meets the session’s end in the same request leaves no session behind',
		async run({ visitor, store, now }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('a', 1);
				const updating = session.update('count', (count) => (count ?? 0) + 1).catch(() => {});
				await Promise.all([updating, session.destroy()]);
			});
			equal(ann.cookies.size, 0, 'There is no cookie.');
			if (!store?.capabilities.count) return;
			equal(await store.count({ now: now(), signal: new AbortController().signal }), 0, 'And no session.');
		},
	},
];
