import { equal, fails, ok } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';

const ended = 'SOJOURN_SESSION_ENDED';

/** G3: no session comes back, also from a request in flight. */
export const endingGuarantees: readonly Guarantee[] = [
	{
		name: 'destroy ends the session on the server and in the browser',
		async run({ visitor, calls }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const copy = ann.copy();
			calls();
			await ann.visit(async (session) => {
				await session.set('basket', ['tea']);
				await session.destroy();
				equal(await session.all(), {}, 'Nothing is left in this request.');
				equal(session.id, null, 'There is no session any more.');
				await session.destroy();
			});
			equal(ann.last.status, 200, 'What was to be stored before is not missed.');
			equal(ann.cookies.size, 0, 'The browser has no cookie.');
			equal(await ann.visit((session) => session.get('user')), null, 'And no session.');
			ok(copy.cookies.size > 0, 'A copy of the cookie was kept.');
		},
	},
	{
		name: 'destroy ends every session whose cookie a visitor sends, who may have several of one name',
		needs: 'endings',
		async run({ first, visitor }) {
			const browsers = [visitor(), visitor(), visitor()];
			for (const one of browsers) await one.visit((session) => session.set('user', 1));
			const cookie = browsers.map((one) => one.header).join('; ');
			const handler = first.handle(async (_, session) => {
				await session.destroy();
				return new Response();
			});
			const answer = await handler(new Request('https://example.test/', { headers: { cookie } }));
			equal(answer.status, 200, 'The visitor is signed out.');
			for (const one of browsers) equal(await one.visit((session) => session.get('user')), null, 'And everywhere.');
		},
	},
	{
		name: 'a copy of the cookie opens nothing after destroy, and is a visitor without a session',
		needs: 'endings',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const copy = ann.copy();
			await ann.visit((session) => session.destroy());
			equal(await copy.visit((session) => session.get('user')), null, 'It opens nothing.');
			equal(copy.lastCookies, [], 'Reading with it touches no cookie.');
			equal(await copy.statusOf((session) => session.set('user', 2)), 200, 'It may begin a session of its own.');
			equal(await ann.visit((session) => session.get('user')), null, 'Which is not the old one.');
		},
	},
	{
		name: 'a request that read a session cannot store into it after it was destroyed',
		needs: 'endings',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const late = ann.copy(second);
			const status = await late.statusOf(async (session) => {
				await session.get('user');
				await ann.visit((inner) => inner.destroy());
				await session.set('basket', ['tea']);
			});
			equal(status, 409, 'The answer is 409.');
			equal(late.lastCookies, [], 'It sets no cookie.');
			equal(await late.visit((session) => session.get('user')), null, 'Nothing came back.');
		},
	},
	{
		name: 'save, update and a flash in flight tell that the session was ended',
		needs: 'endings',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('count', 1);
				await session.flash('message', 'saved');
			});
			await ann
				.copy(second)
				.visit(async (session) => {
					await session.get('count');
					await ann.visit((inner) => inner.destroy());
					await fails(() => session.update('count', (count) => count + 1), ended, 'update is refused.');
					equal(await session.get('message'), null, 'A flash is nobody’s.');
					await session.set('a', 1);
					await fails(() => session.save(), ended, 'save is refused.');
					await session.reload();
					equal(await session.get('count'), null, 'reload finds nothing.');
					await fails(() => session.set('a', 2), ended, 'set is refused then.');
				})
				.catch(() => {});
		},
	},
	{
		name: 'a session that several requests destroy at once is destroyed for each of them',
		needs: 'endings',
		async run({ first, second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const requests = [ann.copy(first), ann.copy(first), ann.copy(second)];
			let told = 0;
			for (const sessions of [first, second]) {
				sessions.on('ended', () => {
					told += 1;
				});
			}
			let ready = 0;
			const { promise: all, resolve: allAreReady } = Promise.withResolvers<void>();
			const statuses = await Promise.all(
				requests.map((request) =>
					request.statusOf(async (session) => {
						await session.get('user');
						ready += 1;
						if (ready === requests.length) allAreReady();
						await all;
						await session.destroy();
					}),
				),
			);
			equal(statuses, [200, 200, 200], 'Nobody is refused what he wanted.');
			ok(
				requests.every((request) => request.cookies.size === 0),
				'Each answer takes the cookie away.',
			);
			equal(told, 1, 'It ended once.');
		},
	},
	{
		name: 'nothing can be stored after destroy in the same request',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			await ann.visit(async (session) => {
				await session.destroy();
				await fails(() => session.set('a', 1), ended, 'set is refused.');
				await fails(() => session.flash('a', 1), ended, 'flash is refused.');
				await fails(() => session.regenerate(), ended, 'regenerate is refused.');
			});
			equal(ann.cookies.size, 0, 'The cookie is gone.');
		},
	},
];
