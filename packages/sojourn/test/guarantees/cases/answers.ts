import { equal, fails, ok } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';

/** G4 and the rest of an answer: stored before it leaves, or visibly failed. */
export const answerGuarantees: readonly Guarantee[] = [
	{
		name: 'what was stored is in the store before the answer is there, redirects and failures included',
		async run({ first, visitor }) {
			for (const status of [200, 303, 404, 500]) {
				const ann = visitor();
				const handler = first.handle(async (_, session) => {
					await session.set('status', status);
					return status === 303 ? Response.redirect('https://example.test/next', 303) : new Response('', { status });
				});
				const response = await handler(new Request('https://example.test/'));
				equal(response.status, status, 'The answer keeps its status.');
				if (status === 303) equal(response.headers.get('location'), 'https://example.test/next', 'And its location.');
				ann.receive(response);
				equal(await ann.visit((session) => session.get('status')), status, 'It is stored.');
			}
		},
	},
	{
		name: 'committing twice stores nothing twice and writes the same cookies to other headers',
		async run({ first, visitor, calls }) {
			const session = first.open(new Request('https://example.test/'));
			await session.set('a', 1);
			const [one, other] = [new Headers(), new Headers()];
			await first.commit(session, one);
			calls();
			await first.commit(session, other);
			equal(calls().create + calls().replace, 0, 'Nothing is stored again.');
			equal(one.getSetCookie().length, 1, 'One cookie.');
			equal(other.getSetCookie().length, 1, 'Also in the other headers.');
			const ann = visitor();
			ann.receive(new Response('', { headers: other }));
			equal(await ann.visit((inner) => inner.get('a')), 1, 'It opens the session.');
		},
	},
	{
		name: 'a change after the answer has left is SOJOURN_HEADERS_SENT when it needs a cookie',
		async run({ first }) {
			const session = first.open(new Request('https://example.test/'));
			await session.get('a');
			await first.commit(session, new Headers());
			await fails(() => session.set('a', 1), 'SOJOURN_HEADERS_SENT', 'A new session needs one.');
		},
	},
	{
		name: 'a cookie session is neither changed nor ended once its answer has left, and says so',
		needs: 'cookie',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('a', 1);
				await session.flash('message', 'saved');
			});
			const session = first.open(ann.header);
			await session.get('a');
			await first.commit(session, new Headers());
			for (const change of [
				() => session.set('a', 2),
				() => session.update('a', () => 2),
				() => session.touch(),
				() => session.destroy(),
			]) {
				await fails(change, 'SOJOURN_HEADERS_SENT', 'It needs a cookie.');
			}
			equal(await session.get('message'), null, 'A flash message is left for a request that can take it.');
			equal(await session.get('a'), 1, 'It is still there.');
		},
	},
	{
		name: 'what needs a cookie is refused where the answer carries no headers, and the session stays as it was',
		async run({ first, visitor, store, now }) {
			const sent = 'SOJOURN_HEADERS_SENT';
			const newcomer = first.open(null);
			await newcomer.set('a', 1);
			await fails(() => first.commitWithoutHeaders(newcomer), sent, 'A new session needs one.');
			if (store?.capabilities.count) {
				equal(await store.count({ now: now(), signal: new AbortController().signal }), 0, 'None was made.');
			}
			const ann = visitor();
			await ann.visit((session) => session.set('a', 1));
			const mover = first.open(ann.header);
			await mover.regenerate();
			await fails(() => first.commitWithoutHeaders(mover), sent, 'A new id needs one.');
			equal(await ann.visit((session) => session.get('a')), 1, 'The old one was not ended.');
			const updater = first.open(null);
			await updater.update('a', () => 1);
			await fails(() => first.commitWithoutHeaders(updater), sent, 'So does what was stored before.');
		},
	},
	{
		name: 'who has a session can change it where the answer carries no headers, also when the cookie could be renewed',
		needs: 'server',
		async run({ manager, visitor, pass }) {
			const [newer, older] = ['the newer secret, long enough to be one', 'the older secret, long enough to be one'];
			const sessions = manager({ maxAge: 600, secret: [newer, older] });
			const ann = visitor(manager({ maxAge: 600, secret: older }));
			await ann.visit((session) => session.set('a', 1));
			for (const a of [2, 3]) {
				pass(300_000);
				const upgrade = sessions.open(ann.header);
				if (a === 2) await upgrade.update('a', () => 2);
				else await upgrade.set('a', 3);
				await sessions.commitWithoutHeaders(upgrade);
				equal(await sessions.open(ann.header).get('a'), a, 'It is stored.');
			}
		},
	},
	{
		name: 'of handlers that are asked one after the other for one request each stores what it changed',
		async run({ first, visitor }) {
			const ann = visitor();
			const untouched = first.handle(async () => new Response('', { status: 404 }));
			const reader = first.handle(async (_, session) => new Response(await session.get('a'), { status: 404 }));
			const writer = first.handle(async (_, session) => {
				await session.set('a', ((await session.get('a')) ?? 0) + 1);
				return new Response();
			});
			for (const round of [1, 2]) {
				const request = new Request('https://example.test/', {
					headers: ann.header === '' ? {} : { cookie: ann.header },
				});
				for (const handler of [untouched, reader, writer]) ann.receive(await handler(request));
				equal(ann.last.status, 200, 'The last one answers.');
				equal(await ann.visit((session) => session.get('a')), round, 'What it changed is stored.');
			}
		},
	},
	{
		name: 'save stores a change after the answer has left where the visitor has his cookie',
		needs: 'server',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('a', 1));
			const session = first.open(ann.header);
			await session.get('a');
			await first.commit(session, new Headers());
			await session.set('a', 2);
			let told = 0;
			const off = first.on('unsaved', () => {
				told += 1;
			});
			first.finish(session);
			equal(told, 1, 'Unsaved, it is said.');
			await session.save();
			first.finish(session);
			equal(told, 1, 'Saved, it is not.');
			off();
			await fails(() => session.regenerate(), 'SOJOURN_HEADERS_SENT', 'A new id needs a cookie.');
			equal(await ann.visit((inner) => inner.get('a')), 2, 'It is stored.');
		},
	},
	{
		name: 'a session opened for reading can be read, not changed, and takes no flash message',
		async run({ first, visitor, calls, pass }) {
			const ann = visitor();
			await ann.visit(async (session) => {
				await session.set('a', 1);
				await session.flash('message', 'saved');
			});
			pass(3_600_000);
			calls();
			const session = first.open(ann.header, { readonly: true });
			equal(await session.get('a'), 1, 'It can be read.');
			equal(await session.get('message'), null, 'A flash message is left for a request that can take it.');
			for (const change of [
				() => session.set('a', 2),
				() => session.update('a', () => 2),
				() => session.destroy(),
				() => session.regenerate(),
			]) {
				await fails(change, 'SOJOURN_UNSUPPORTED', 'It cannot be changed.');
			}
			const headers = new Headers();
			await first.commit(session, headers);
			equal(headers.getSetCookie(), [], 'Nor is it renewed.');
			equal(calls().touch, 0, 'In the store neither.');
			equal(await ann.visit((inner) => inner.get('message')), 'saved', 'The message is still there.');
		},
	},
	{
		name: 'events tell what happens, and name nobody',
		async run({ first, visitor }) {
			const told: string[] = [];
			first.on('created', (...detail) => told.push(`created ${detail.filter((part) => part !== undefined).length}`));
			first.on('ended', (...detail) => told.push(`ended ${detail.filter((part) => part !== undefined).length}`));
			first.on('created', () => {
				throw new Error('a listener that fails');
			});
			const ann = visitor();
			await ann.visit((session) => session.set('a', 1));
			await ann.visit((session) => session.regenerate());
			equal(told, ['created 0', 'created 0', 'ended 0'], 'Under a new id one begins, and the old one ends.');
			await ann.visit((session) => session.destroy());
			equal(told.slice(3), ['ended 0'], 'At last that ends too.');
			ok(ann.last.ok, 'A failing listener fails no request.');
		},
	},
];
