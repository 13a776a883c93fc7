import { equal } from '../../../src/testing/expect.ts';
import type { AnySession, Guarantee } from '../guarantee.ts';

export const flashGuarantees: readonly Guarantee[] = [
	{
		name: 'a flash message is there for the next request that gets it, to its end, and then gone',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.flash('message', 'saved'));
			await ann.visit(async (session) => {
				equal(await session.has('message'), true, 'has does not take it.');
				equal(await session.keys(), ['message'], 'Nor does keys.');
			});
			await ann.visit(async (session) => {
				equal(await session.get('message'), 'saved', 'The first get takes it.');
				equal(await session.get('message'), 'saved', 'It stays readable in this request.');
				equal(await session.has('message'), true, 'And is there.');
			});
			equal(await ann.visit((session) => session.get('message')), null, 'Then it is gone.');
		},
	},
	{
		name: 'a flash message read in the request that set it is spent',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('kept', 1);
				await session.flash('message', 'saved');
				equal(await session.get('message'), 'saved', 'It can be read.');
			});
			equal(await ann.visit((session) => session.keys()), ['kept'], 'It is not stored.');
			await ann.visit(async (session) => {
				await session.flash('kept', 'a message in its place');
				await session.get('kept');
			});
			equal(await ann.visit((session) => session.keys()), [], 'What it took the place of is gone with it.');
		},
	},
	{
		name: 'a flash message read in the request that set it takes nothing away that another has stored there since',
		needs: 'server',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('kept', 1));
			await ann.copy(second).visit(async (session) => {
				await session.flash('message', 'saved');
				await session.get('message');
				await ann.visit((other) => other.set('message', 'of another'));
				await session.set('kept', 2);
			});
			equal(await ann.visit((session) => session.get('message')), 'of another', 'It is still there.');
		},
	},
	{
		name: 'a value that took the place of a flash message is seen, and left where it is',
		needs: 'server',
		async run({ second, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.flash('message', 'saved'));
			await ann.copy(second).visit(async (session) => {
				await session.load();
				await ann.visit((other) => other.set('message', 'a value'));
				equal(await session.get('message'), 'a value', 'It is seen.');
				equal(await ann.visit((other) => other.get('message')), 'a value', 'By others too, since it was not taken.');
				await ann.visit((other) => other.set('message', 'another value'));
				await session.reload();
				equal(await session.get('message'), 'another value', 'It is not held for a message.');
			});
			equal(await ann.visit((session) => session.get('message')), 'another value', 'And not taken.');
		},
	},
	{
		name: 'parallel gets of one request are all given the flash message',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.flash('message', 'saved'));
			const answers = await ann.visit((session) => Promise.all([session.get('message'), session.get('message')]));
			equal(answers, ['saved', 'saved'], 'One request, one message.');
		},
	},
	{
		name: 'a failed answer does not put a flash message back',
		needs: 'server',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.flash('message', 'saved'));
			const handler = first.handle(async (_, session) => {
				await session.get('message');
				throw new Error('the handler fails');
			});
			await handler(new Request('https://example.test/', { headers: { cookie: ann.header } })).catch(() => {});
			equal(await ann.visit((session) => session.get('message')), null, 'It was taken.');
		},
	},
	{
		name: 'a value set over a flash message is a value, and the other way round',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.flash('a', 'flash');
				await session.set('b', 'value');
			});
			await ann.visit(async (session) => {
				await session.set('a', 'value');
				await session.flash('b', 'flash');
			});
			await ann.visit(async (session) => {
				equal([await session.get('a'), await session.get('b')], ['value', 'flash'], 'The last call counts.');
			});
			equal(await ann.visit((session) => session.all()), { a: 'value' }, 'Only the value is left.');
		},
	},
	{
		name: 'what a request does after it took a flash message is what it sees from then on',
		async run({ visitor }) {
			const ann = visitor();
			const seenAfter = async (change: (session: AnySession) => Promise<unknown>): Promise<unknown> => {
				await ann.visit((session) => session.flash('message', 'saved'));
				return ann.visit(async (session) => {
					await session.get('message');
					await change(session);
					return session.get('message');
				});
			};
			equal(await seenAfter((session) => session.set('message', 'new')), 'new', 'What it set.');
			equal(await seenAfter((session) => session.update('message', (old) => `${old}!`)), 'saved!', 'What it updated.');
			equal(await seenAfter((session) => session.delete('message')), null, 'Nothing where it was deleted,');
			equal(await seenAfter((session) => session.clear()), null, 'or all was,');
			equal(await seenAfter((session) => session.destroy()), null, 'or the session ended.');
		},
	},
];
