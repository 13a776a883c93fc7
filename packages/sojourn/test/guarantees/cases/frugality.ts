import { equal, ok } from '../../../src/testing/expect.ts';
import type { AnySession, Guarantee } from '../guarantee.ts';

const none = { read: 0, create: 0, replace: 0, touch: 0, delete: 0 };

/** G8: nothing is read, written or sent in vain. */
export const frugalityGuarantees: readonly Guarantee[] = [
	{
		name: 'an untouched session costs nothing: no store call, no header',
		async run({ visitor, calls, pass }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			pass(3_600_000);
			calls();
			await ann.visit(async () => {});
			equal(calls(), none, 'The store is not asked.');
			const bare = new Response('done');
			equal([...ann.last.headers], [...bare.headers], 'The answer is as the handler made it.');
		},
	},
	{
		name: 'a visitor without a session who stores nothing costs nothing, and gets no cookie',
		async run({ visitor, calls }) {
			const ann = visitor();
			calls();
			await ann.visit(async (session) => {
				await session.get('user');
				await session.has('user');
				await session.delete('user');
				await session.clear();
				await session.regenerate();
				await session.touch();
				await session.save();
			});
			equal(calls(), none, 'The store is not asked.');
			equal(ann.lastCookies, [], 'No cookie is set.');
			equal(ann.last.headers.get('vary'), 'Cookie', 'But the answer depended on the cookie that was not there.');
		},
	},
	{
		name: 'reading costs one read, changing one read and one write, a first visit one write',
		needs: 'server',
		async run({ visitor, calls }) {
			const ann = visitor();
			calls();
			await ann.visit(async (session) => {
				await session.set('user', 1);
				await session.set('other', 2);
				await session.save();
			});
			equal(calls(), { ...none, create: 1 }, 'A first visit.');
			await ann.visit((session) => session.get('user'));
			equal(calls(), { ...none, read: 1 }, 'A visit that reads.');
			equal(ann.lastCookies, [], 'It sets no cookie.');
			await ann.visit(async (session) => {
				await session.set('user', await session.get('user'));
				await session.delete('other');
				await session.save();
				await session.save();
			});
			equal(calls(), { ...none, read: 1, replace: 1 }, 'A visit that changes.');
			equal(ann.lastCookies, [], 'It sets no cookie either.');
			await ann.visit((session) => session.delete('never there'));
			equal(calls(), { ...none, read: 1 }, 'A change that changes nothing is not written.');
		},
	},
	{
		name: 'a request makes no store call that leaves the session alone, one that reads it or begins it, two that change it',
		needs: 'server',
		async run({ visitor, calls }) {
			const ann = visitor();
			const cost = async (visit: (session: AnySession) => Promise<unknown>): Promise<number> => {
				calls();
				await ann.visit(visit);
				return Object.values(calls()).reduce((sum, count) => sum + count, 0);
			};
			equal(await cost((session) => session.set('user', { visits: 1 })), 1, 'A first visit that stores something.');
			equal(await cost(async () => {}), 0, 'A visit that leaves it alone.');
			equal(await cost((session) => session.get('user')), 1, 'A visit that reads.');
			const change = async (session: AnySession): Promise<void> => {
				const { visits } = await session.get('user');
				await session.set('user', { visits: visits + 1 });
			};
			equal(await cost(change), 2, 'A visit that reads and changes.');
		},
	},
	{
		name: 'a session in constant use is renewed once in an interval, and not more often',
		needs: 'server',
		async run({ visitor, calls, pass }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			calls();
			for (let minute = 1; minute <= 60; minute += 1) {
				pass(60_000);
				await ann.visit((session) => session.get('user'));
			}
			equal(calls(), { ...none, read: 60, touch: 12 }, 'Every five minutes of an hour.');
		},
	},
	{
		name: 'update, a flash taken and regenerate cost one write more, destroy one',
		needs: 'server',
		async run({ visitor, calls, pass }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('count', 1);
				await session.flash('message', 'saved');
			});
			calls();
			await ann.visit(async (session) => {
				await session.update('count', (count) => count + 1);
				await session.set('a', 1);
			});
			equal(calls(), { ...none, read: 1, replace: 2 }, 'update.');
			await ann.visit((session) => session.get('message'));
			equal(calls(), { ...none, read: 1, replace: 1 }, 'A flash taken.');
			await ann.visit(async (session) => {
				await session.flash('message', 'saved');
				await session.get('message');
			});
			equal(calls(), { ...none, read: 1 }, 'One that was spent by who set it is none.');
			await ann.visit(async (session) => {
				await session.regenerate();
				await session.set('a', 2);
			});
			equal(calls(), { ...none, read: 1, create: 1, replace: 1 }, 'regenerate.');
			pass(300_000);
			await ann.visit(async (session) => {
				await session.destroy();
				await session.destroy();
			});
			equal(calls(), { ...none, read: 1, delete: 1 }, 'destroy, also where a renewal is due.');
		},
	},
	{
		name: 'a renewal is one touch, and rides on the write when there is one',
		needs: 'server',
		async run({ visitor, calls, pass }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			calls();
			pass(300_000);
			await ann.visit((session) => session.get('user'));
			equal(calls(), { ...none, read: 1, touch: 1 }, 'Reading renews after five minutes.');
			await ann.visit((session) => session.get('user'));
			equal(calls(), { ...none, read: 1 }, 'Once.');
			pass(300_000);
			await ann.visit((session) => session.set('user', 2));
			equal(calls(), { ...none, read: 1, replace: 1 }, 'With a write it costs nothing.');
			ok(ann.lastCookies.length > 0, 'The cookie is renewed with it.');
			pass(300_000);
			await ann.visit((session) => session.delete('never there'));
			equal(calls(), { ...none, read: 1, touch: 1 }, 'A change that changes nothing is not written with it.');
		},
	},
	{
		name: 'what is near its absolute limit is not renewed: its end would not move',
		needs: 'server',
		async run({ manager, visitor, calls, pass }) {
			const ann = visitor(manager({ maxAge: 600, absoluteMaxAge: 900 }));
			await ann.visit((session) => session.set('user', 1));
			pass(400_000);
			await ann.visit((session) => session.get('user'));
			equal(calls().touch, 1, 'As long as that moves it.');
			pass(200_000);
			await ann.visit((session) => session.get('user'));
			equal(calls().touch, 0, 'And then no more.');
		},
	},
	{
		name: 'a change that changes nothing sends no cookie',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			await ann.visit((session) => session.delete('never there'));
			equal(ann.lastCookies, [], 'There is nothing new to keep.');
		},
	},
	{
		name: 'what asks again once its answer has left renews nothing, since the cookie cannot be renewed with it',
		needs: 'server',
		async run({ first, visitor, calls, pass }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			const stream = first.open(ann.header);
			await stream.get('user');
			await first.commit(stream, new Headers());
			pass(300_000);
			calls();
			await stream.save();
			equal(calls(), none, 'The store is not asked.');
		},
	},
	{
		name: 'a renewal that is due rides on a regenerate, and on a change after the headers have left',
		needs: 'server',
		async run({ first, visitor, calls, pass }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			pass(300_000);
			calls();
			await ann.visit((session) => session.regenerate());
			equal(calls(), { ...none, read: 1, create: 1, replace: 1 }, 'A regenerate costs what it costs.');
			const stream = first.open(ann.header);
			await stream.get('user');
			await first.commit(stream, new Headers());
			pass(300_000);
			calls();
			await stream.set('user', 2);
			await stream.save();
			equal(calls(), { ...none, replace: 1 }, 'A stream’s change too.');
			await ann.visit((session) => session.get('user'));
			equal(calls(), { ...none, read: 1 }, 'It has renewed the session.');
		},
	},
	{
		name: 'answers that used a session are kept out of shared caches',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', 1));
			equal(
				[ann.last.headers.get('vary'), ann.last.headers.get('cache-control')],
				['Cookie', 'no-store'],
				'With Set-Cookie.',
			);
			const handler = first.handle(async (_, session) => {
				await session.get('user');
				return new Response('', { headers: { 'cache-control': 'private, max-age=5', vary: 'Accept' } });
			});
			const response = await handler(new Request('https://example.test/', { headers: { cookie: ann.header } }));
			equal(response.headers.get('vary'), 'Accept, Cookie', 'Vary is added to.');
			equal(
				response.headers.get('cache-control'),
				'private, max-age=5',
				'The application knows better when nothing is set.',
			);
		},
	},
];
