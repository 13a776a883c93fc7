import { equal, fails, ok } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';

/** G10: what went in comes out, and get, set, has, delete, keys, all and clear do what their names say. */
export const valueGuarantees: readonly Guarantee[] = [
	{
		name: 'a value that was set is there in the next request',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('user', { id: 1, name: 'Ann' }));
			equal(await ann.visit((session) => session.get('user')), { id: 1, name: 'Ann' }, 'get gives what set put there.');
			equal(await ann.visit((session) => session.get('other')), null, 'A missing key is null.');
		},
	},
	{
		name: 'values come back as they went in',
		async run({ visitor }) {
			const ann = visitor();
			const values = ['123', 'null', '', 0, -0, Number.NaN, true, null, [1, [2]], { '': { deep: [] } }, 'é😀\u0000'];
			await ann.visit(async (session) => {
				for (const [index, value] of values.entries()) await session.set(`v${index}`, value);
			});
			await ann.visit(async (session) => {
				for (const [index, value] of values.entries())
					equal(await session.get(`v${index}`), value, 'The value is the same.');
			});
		},
	},
	{
		name: 'set encodes at once, and get gives a copy of its own',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				const basket = { items: ['tea'] };
				await session.set('basket', basket);
				basket.items.push('not in the session');
				const copy = await session.get('basket');
				copy.items.push('nor this');
				equal(await session.get('basket'), { items: ['tea'] }, 'The session holds what was set.');
			});
			equal(await ann.visit((session) => session.get('basket')), { items: ['tea'] }, 'And stores it.');
		},
	},
	{
		name: 'what cannot be stored is refused at set, with the path to it',
		async run({ visitor }) {
			await visitor().visit(async (session) => {
				const refused = session.set('user', { friends: [{ call: () => 1 }] });
				await fails(() => refused, 'SOJOURN_VALUE_UNSUPPORTED', 'A function cannot be stored.');
				const message = await session
					.set('user', { friends: [{ call: () => 1 }] })
					.catch((error: Error) => error.message);
				ok(String(message).includes('friends[0].call'), `The message says where it is: ${String(message)}`);
			});
		},
	},
	{
		name: 'has, keys, all, delete and clear',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('a', 1);
				await session.set('b', null);
				await session.flash('c', 3);
			});
			await ann.visit(async (session) => {
				equal(
					[await session.has('a'), await session.has('b'), await session.has('d')],
					[true, true, false],
					'has sees values, null too.',
				);
				equal((await session.keys()).sort(), ['a', 'b', 'c'], 'keys names all.');
				equal(await session.all(), { a: 1, b: null }, 'all leaves flash messages where they are.');
				await session.delete('a');
				equal(await session.has('a'), false, 'delete is seen at once.');
			});
			equal(await ann.visit((session) => session.keys()), ['b', 'c'], 'And stored.');
			await ann.visit((session) => session.clear());
			equal(await ann.visit((session) => session.keys()), [], 'clear removes all values.');
			await ann.visit(async (session) => {
				await session.set('before', 1);
				await session.clear();
				await session.set('after', 2);
				equal(await session.all(), { after: 2 }, 'Also what the request itself has set before it.');
			});
			equal(await ann.visit((session) => session.all()), { after: 2 }, 'And not what it sets after it.');
		},
	},
	{
		name: 'a key such as __proto__ is a key like any other',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('__proto__', { polluted: true });
				await session.set('constructor', JSON.parse('{"__proto__":{"x":1}}'));
			});
			const [first, second] = await ann.visit(async (session) => [
				await session.get('__proto__'),
				await session.get('constructor'),
			]);
			equal(first, { polluted: true }, 'The value is there.');
			equal(Object.keys(second), ['__proto__'], 'An own key stays an own key.');
			equal(Reflect.get({}, 'polluted'), undefined, 'Nothing else has changed.');
		},
	},
	{
		name: 'a property put on the session object throws instead of vanishing',
		async run({ visitor }) {
			await visitor().visit(async (session) => {
				let thrown: unknown;
				try {
					(session as unknown as { user: string }).user = 'x';
				} catch (error) {
					thrown = error;
				}
				ok(thrown instanceof TypeError, 'Assigning a property is a TypeError.');
			});
		},
	},
	{
		name: 'id, isNew, createdAt and expiresAt are known once something was awaited',
		async run({ visitor, now }) {
			const ann = visitor();
			const start = now();
			const first = await ann.visit(async (session) => {
				await fails(() => session.id, 'SOJOURN_NOT_LOADED', 'Before that they throw.');
				await session.set('a', 1);
				equal(
					[session.isNew, session.createdAt?.getTime(), session.expiresAt?.getTime()],
					[true, start, start + 86_400_000],
					'A session begins.',
				);
				await session.save();
				equal(session.isNew, true, 'It has begun in this request, stored or not.');
				return session.id;
			});
			const second = await ann.visit(async (session) => {
				await session.load();
				equal(session.isNew, false, 'It goes on.');
				return session.id;
			});
			ok(first !== null && first === second, 'The handle stays the same.');
			for (const value of ann.cookies.values()) ok(!value.includes(first), 'The handle is not the cookie.');
			const thief = visitor();
			for (const name of ann.cookies.keys()) thief.cookies.set(name, first);
			equal(await thief.visit((session) => session.get('a')), null, 'And of no use as one.');
		},
	},
];
