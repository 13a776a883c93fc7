import { equal, fails, ok } from '../../../src/testing/expect.ts';
import type { AnySession, Guarantee, GuaranteeContext } from '../guarantee.ts';
import type { Visitor } from '../visitor.ts';

const address = 'https://example.test/';

/** A request of a visitor. */
function requestOf({ header }: Visitor): Request {
	return new Request(address, header === '' ? {} : { headers: { cookie: header } });
}

/** A handler that does something with the session, and answers. */
function handlerThat(
	{ first }: GuaranteeContext,
	act: (session: AnySession, request: Request) => Promise<unknown>,
): (request: Request) => Promise<Response> {
	return first.handle(async (request, session) => {
		await act(session, request);
		return new Response('done');
	});
}

/** G1 and G4 where several handlers of one manager are asked with one request. */
export const nestedHandlerGuarantees: readonly Guarantee[] = [
	{
		name: 'two middlewares on one request share one session',
		async run(context) {
			const ann = context.visitor();
			const inner = handlerThat(context, (session) => session.set('inner', 1));
			const outer = handlerThat(context, async (session, request) => {
				await session.set('outer', 1);
				await inner(request);
				ok(await session.has('inner'), 'The outer one sees what the inner one set.');
				await session.set('after', 1);
			});
			ann.receive(await outer(requestOf(ann)));
			equal((await ann.visit((session) => session.keys())).sort(), ['after', 'inner', 'outer'], 'All is stored once.');
		},
	},
	{
		name: 'what is pending when an inner handler throws is not stored, although the outer one answers',
		async run(context) {
			const ann = context.visitor();
			await ann.visit((session) => session.set('before', 1));
			const inner = handlerThat(context, async (session) => {
				await session.update('updated', () => 1);
				await session.set('inner', 1);
				throw new Error('of the inner handler');
			});
			const outer = handlerThat(context, async (session, request) => {
				await session.set('saved', 1);
				await session.save();
				await session.set('outer', 1);
				await inner(request).catch(() => session.set('caught', 1));
			});
			ann.receive(await outer(requestOf(ann)));
			const keys = (await ann.visit((session) => session.keys())).sort();
			equal(keys, ['before', 'caught', 'saved', 'updated'], 'What stands.');
		},
	},
	{
		name: 'an outer handler is told what an inner one let pass: that the session was ended',
		needs: 'endings',
		async run(context) {
			const ann = context.visitor();
			await ann.visit((session) => session.set('user', 1));
			const old = ann.copy();
			await ann.visit((session) => session.regenerate());
			const inner = handlerThat(context, (session) => session.set('inner', 1));
			const request = requestOf(old);
			await handlerThat(context, () => fails(() => inner(request), 'SOJOURN_SESSION_ENDED', 'It may answer itself.'))(
				request,
			);
			equal((await handlerThat(context, () => inner(request))(request)).status, 409, 'Or leave it.');
		},
	},
	{
		name: 'of two handlers at once on one request, the one that is done last commits its changes too',
		needs: 'server',
		async run(context) {
			for (const isNew of [true, false]) {
				const ann = context.visitor();
				if (!isNew) await ann.visit((session) => session.set('before', 1));
				for (const touchesAtOnce of [true, false]) {
					const answered = Promise.withResolvers<void>();
					const late = handlerThat(context, async (session) => {
						if (touchesAtOnce) await session.get('before');
						await answered.promise;
						await session.set('late', touchesAtOnce);
					});
					const soon = handlerThat(context, (session) => session.set('soon', touchesAtOnce));
					const request = requestOf(ann);
					const first = soon(request);
					const second = late(request);
					ann.receive(await first);
					answered.resolve();
					ann.receive(await second);
					equal(ann.last.status, 200, 'The last one is answered.');
					const stored = await ann.visit(async (session) => [await session.get('soon'), await session.get('late')]);
					equal(stored, [touchesAtOnce, touchesAtOnce], 'Both have stored.');
				}
			}
		},
	},
	{
		name: 'a handler that is at work beside one that asks nothing of the session can begin it',
		async run(context) {
			const ann = context.visitor();
			const answered = Promise.withResolvers<void>();
			const late = handlerThat(context, async (session) => {
				await answered.promise;
				await session.set('late', 1);
			});
			const idle = handlerThat(context, async () => {});
			const request = requestOf(ann);
			const first = idle(request);
			const second = late(request);
			await first;
			answered.resolve();
			ann.receive(await second);
			equal(await ann.visit((session) => session.keys()), ['late'], 'What stands.');
		},
	},
];
