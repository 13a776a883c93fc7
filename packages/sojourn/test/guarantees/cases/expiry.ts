import { equal, ok } from '../../../src/testing/expect.ts';
import type { AnySession, Guarantee } from '../guarantee.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** G7 and the renewal of G8: two clocks, on the server. */
export const expiryGuarantees: readonly Guarantee[] = [
	{
		name: 'a session ends when it idles too long, whatever the cookie says',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600 }));
			await ann.visit((session) => session.set('user', 1));
			pass(599 * second);
			const copy = ann.copy();
			equal(await copy.visit((session) => session.get('user')), 1, 'Just before its limit it is there.');
			pass(10 * minute);
			equal(await copy.visit((session) => session.get('user')), null, 'After its limit it is gone.');
		},
	},
	{
		name: 'use renews the idle limit, record and cookie together, not more often than needed',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600 }));
			await ann.visit((session) => session.set('user', 1));
			pass(29 * second);
			await ann.visit((session) => session.get('user'));
			equal(ann.lastCookies, [], 'A twentieth of maxAge has not passed.');
			pass(second);
			await ann.visit((session) => session.get('user'));
			ok(
				ann.lastCookies.some((line) => line.includes('Max-Age=600')),
				'Now the cookie is renewed.',
			);
			for (let round = 0; round < 10; round += 1) {
				pass(5 * minute);
				equal(await ann.visit((session) => session.get('user')), 1, 'And the record: it lives as long as it is used.');
			}
		},
	},
	{
		name: 'a session ends at its absolute limit, however much it is used, also after regenerate',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600, absoluteMaxAge: 3600 }));
			await ann.visit((session) => session.set('user', 1));
			for (let round = 0; round < 11; round += 1) {
				pass(5 * minute);
				await ann.visit(async (session) => {
					equal(await session.get('user'), 1, 'It is in use.');
					if (round === 5) await session.regenerate();
				});
			}
			pass(5 * minute);
			equal(await ann.visit((session) => session.get('user')), null, 'After an hour it is over.');
		},
	},
	{
		name: 'a lower absolute limit holds for the sessions that are there already',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 3600, absoluteMaxAge: 7200 }));
			await ann.visit((session) => session.set('user', 1));
			const stricter = ann.copy(manager({ maxAge: 600, absoluteMaxAge: 1200 }));
			pass(20 * minute);
			equal(await stricter.visit((session) => session.get('user')), null, 'After it they are over.');
		},
	},
	{
		name: 'whoever moves the expiry of a record in the store makes no session live longer than its absolute limit',
		needs: 'server',
		async run({ manager, visitor, store, now, pass }) {
			const ann = visitor(manager({ maxAge: 600, absoluteMaxAge: 3600 }));
			const id = await ann.visit(async (session) => {
				await session.set('user', 1);
				return session.id ?? '';
			});
			const signal = new AbortController().signal;
			equal(await store?.touch(id, now() + day, 1, { now: now(), signal }), true, 'It can be moved.');
			pass(59 * minute);
			equal(await ann.copy().visit((session) => session.get('user')), 1, 'Until the limit it is there.');
			pass(minute);
			equal(await ann.visit((session) => session.get('user')), null, 'Then it is over.');
		},
	},
	{
		name: 'a stream that outlives its session is not refused when it destroys it: it is over',
		async run({ manager, visitor, pass }) {
			const sessions = manager({ maxAge: 600 });
			const ann = visitor(sessions);
			await ann.visit((session) => session.set('user', 1));
			const session = sessions.open(ann.header);
			equal(await session.get('user'), 1, 'It is there at first.');
			await sessions.commit(session, new Headers());
			sessions.headersSent(session);
			pass(11 * minute);
			let told = 0;
			sessions.on('ended', () => {
				told += 1;
			});
			await session.reload();
			await session.destroy();
			equal(session.id, null, 'There is no session any more.');
			equal(told, 0, 'It was over before.');
		},
	},
	{
		name: 'a limit may be a part of a second, and the clock too',
		async run({ manager, visitor, now, pass }) {
			const sessions = manager({ maxAge: 600 / 7, absoluteMaxAge: 1000 / 7, clock: () => now() + 1 / 3 });
			const ann = visitor(sessions);
			await ann.visit((session) => session.set('user', 1));
			for (const passed of [60, 60, 20]) {
				pass(passed * second);
				equal(await ann.visit((session) => session.update('user', (count) => count)), 1, 'It is in use.');
			}
			await ann.visit((session) => session.regenerate());
			equal(await ann.visit((session) => session.get('user')), 1, 'So it goes on.');
			pass(3 * second);
			equal(await ann.visit((session) => session.get('user')), null, 'Until its limit.');
		},
	},
	{
		name: 'with rolling: false maxAge counts from the beginning',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600, rolling: false }));
			await ann.visit((session) => session.set('user', 1));
			pass(9 * minute);
			await ann.visit((session) => session.set('user', 2));
			equal(await ann.visit((session) => session.get('user')), 2, 'It can be changed.');
			pass(minute);
			equal(await ann.visit((session) => session.get('user')), null, 'That has not made it live longer.');
		},
	},
	{
		name: 'setMaxAge gives one session a limit of its own, kept by renewal and regenerate',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600 }));
			await ann.visit(async (session) => {
				await session.set('user', 1);
				await session.setMaxAge(10 * 86_400);
			});
			ok(
				ann.lastCookies.some((line) => line.includes('Max-Age=864000')),
				'The cookie says so.',
			);
			pass(9 * day);
			await ann.visit(async (session) => {
				equal(await session.get('user'), 1, 'It is remembered.');
				await session.regenerate();
			});
			pass(9 * day);
			equal(await ann.visit((session) => session.get('user')), 1, 'And after regenerate still.');
			pass(11 * day);
			equal(await ann.visit((session) => session.get('user')), null, 'Not for ever.');
		},
	},
	{
		name: "setMaxAge('browser') sets a cookie that goes with the browser, and leaves the limit on the server",
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600 }));
			await ann.visit(async (session) => {
				await session.set('user', 1);
				await session.setMaxAge('browser');
			});
			ok(ann.lastCookies.length > 0 && ann.lastCookies.every((line) => !line.includes('Max-Age')), 'No Max-Age.');
			pass(minute);
			await ann.visit((session) => session.get('user'));
			ok(
				ann.lastCookies.length > 0 && ann.lastCookies.every((line) => !line.includes('Max-Age')),
				'Nor after a renewal.',
			);
			await ann.visit((session) => session.setMaxAge(600));
			ok(
				ann.lastCookies.some((line) => line.includes('Max-Age=600')),
				'With seconds there is one again.',
			);
			await ann.visit((session) => session.setMaxAge('browser'));
			ok(ann.lastCookies.length > 0 && ann.lastCookies.every((line) => !line.includes('Max-Age')), 'And none again.');
			pass(10 * minute);
			equal(await ann.visit((session) => session.get('user')), null, 'The server keeps its limit.');
		},
	},
	{
		name: 'a cookie that is renewed takes back no limit that a request which was answered before has set',
		needs: 'server',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600 }));
			await ann.visit((session) => session.set('user', 1));
			pass(5 * minute);
			await ann.visit(async (session) => {
				await session.update('views', () => 1);
				await ann.visit((other) => other.setMaxAge(10 * 86_400));
			});
			for (const line of ann.lastCookies) ok(line.includes('Max-Age=864000'), 'The late cookie says so too.');
		},
	},
	{
		name: 'a stream that stores takes back no renewal of another request',
		needs: 'server',
		async run({ manager, visitor, pass }) {
			const sessions = manager({ maxAge: 600 });
			const ann = visitor(sessions);
			await ann.visit((session) => session.set('user', 1));
			const stream = sessions.open(ann.header);
			await stream.get('user');
			await sessions.commit(stream, new Headers());
			pass(5 * minute);
			await ann.visit((session) => session.get('user'));
			await stream.set('sent', 1);
			await stream.save();
			pass(9 * minute);
			equal(await ann.visit((session) => session.get('user')), 1, 'It lives as long as the last request made it.');
		},
	},
	{
		name: 'a first request that takes longer than the idle limit begins a session all the same',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600 }));
			await ann.visit(async (session) => {
				await session.set('user', 1);
				pass(11 * minute);
			});
			equal(await ann.visit((session) => session.get('user')), 1, 'Its limit counts from when it was stored.');
		},
	},
	{
		name: 'touch renews at once',
		async run({ manager, visitor, pass }) {
			const ann = visitor(manager({ maxAge: 600 }));
			await ann.visit((session) => session.set('user', 1));
			pass(10 * second);
			await ann.visit((session) => session.touch());
			ok(
				ann.lastCookies.some((line) => line.includes('Max-Age=600')),
				'The cookie is renewed.',
			);
			pass(595 * second);
			equal(await ann.visit((session) => session.get('user')), 1, 'And the session.');
		},
	},
	{
		name: 'a request in flight over the limit cannot bring the session back',
		async run({ manager, visitor, pass }) {
			const changes: readonly ((session: AnySession) => Promise<void>)[] = [
				(session) => session.set('user', 2),
				(session) => session.touch(),
				(session) => session.regenerate(),
				(session) => session.identify('ann'),
			];
			for (const change of changes) {
				const ann = visitor(manager({ maxAge: 600 }));
				await ann.visit((session) => session.set('user', 1));
				const status = await ann.statusOf(async (session) => {
					await session.get('user');
					pass(11 * minute);
					await change(session);
				});
				equal(status, 409, 'It is told so.');
				equal(await ann.visit((session) => session.get('user')), null, 'The session is over.');
			}
		},
	},
];
