import { equal, fails, ok } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';

/** G11: honest limits. */
export const sizeGuarantees: readonly Guarantee[] = [
	{
		name: 'a session over its limit is refused with the size and the limit, and the old one stands',
		async run({ manager, visitor }) {
			const ann = visitor(manager({ maxBytes: 4000 }));
			await ann.visit((session) => session.set('small', 1));
			await ann.visit(async (session) => {
				await fails(
					() => session.set('large', 'x'.repeat(4001)),
					'SOJOURN_TOO_LARGE',
					'One value over the limit is refused at set.',
				);
				await session.set('one', 'x'.repeat(2500));
				await session.set('other', 'x'.repeat(2500));
				const error = await session.save().catch((thrown: Error & { code?: string }) => thrown);
				equal(error?.code, 'SOJOURN_TOO_LARGE', 'Several together are refused when they are stored.');
				ok(/\d{4} bytes/.test(error?.message ?? '') && error?.message.includes('4000'), error?.message ?? '');
			});
			equal(ann.last.status, 500, 'The request fails visibly.');
			equal(await ann.visit((session) => session.keys()), ['small'], 'The old session stands.');
		},
	},
	{
		name: 'a session of exactly its limit is stored, and one byte more is refused',
		async run({ manager, visitor }) {
			const failureAt = async (maxBytes: number): Promise<string> => {
				const ann = visitor(manager({ maxBytes }));
				return ann.visit(async (session) => {
					await session.set('text', 'ä'.repeat(300));
					return session.save().then(
						() => 'stored',
						async (error: Error) => {
							await session.clear();
							return error.message;
						},
					);
				});
			};
			const bytes = Number(/takes (\d+) bytes/.exec(await failureAt(610))?.[1]);
			ok(bytes > 610 && bytes < 700, `It takes ${bytes} bytes.`);
			equal(await failureAt(bytes), 'stored', 'At its size it is stored.');
			const tooLarge = `takes ${bytes} bytes; the limit is ${bytes - 1} bytes`;
			ok((await failureAt(bytes - 1)).includes(tooLarge), 'It is told by how much it is too large.');
		},
	},
	{
		name: 'an update that makes the session too large is refused at the call, and the request goes on',
		async run({ manager, visitor }) {
			const ann = visitor(manager({ maxBytes: 4000 }));
			for (const small of [1, 2]) {
				await ann.visit(async (session) => {
					if (small === 2) await session.set('small', small);
					const tooLarge = (): Promise<unknown> => session.update('large', () => 'x'.repeat(3990));
					await fails(tooLarge, 'SOJOURN_TOO_LARGE', 'It is refused.');
					await session.set('small', small);
				});
				equal(ann.last.status, 200, 'The request does not fail.');
				equal(await ann.visit((session) => session.all()), { small }, 'What fits is stored.');
			}
		},
	},
	{
		name: 'a cookie session is split over cookies as it grows, and shrinks again without stale pieces',
		needs: 'cookie',
		async run({ visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('text', 'x'.repeat(100)));
			equal(ann.cookies.size, 1, 'A small one is one cookie.');
			await ann.visit((session) => session.set('text', 'x'.repeat(4500)));
			equal(ann.cookies.size, 2, 'A larger one is two.');
			for (const line of ann.lastCookies) ok(line.length <= 4096, `No line is over 4096 bytes: ${line.length}`);
			const stale = ann.copy();
			equal((await ann.visit((session) => session.get('text'))).length, 4500, 'It is put together again.');
			await ann.visit((session) => session.set('text', 'short'));
			equal(ann.cookies.size, 1, 'It is one cookie again.');
			const [[name = '', value = ''] = []] = [...ann.cookies];
			stale.cookies.set(name, value);
			equal(await stale.visit((session) => session.get('text')), 'short', 'A stale piece does no harm.');
		},
	},
	{
		name: 'a cookie session over its budget is refused with the size and the limit in bytes',
		needs: 'cookie',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.set('small', 1));
			let failure: Error | undefined;
			first.on('failed', (error) => {
				failure = error;
			});
			equal(await ann.statusOf((session) => session.set('large', 'x'.repeat(9000))), 500, 'The request fails visibly.');
			equal((failure as Error & { code?: string }).code, 'SOJOURN_TOO_LARGE', 'With a clear error.');
			ok(/\d+ bytes.*\d+ bytes.*2 cookies/.test(failure?.message ?? ''), failure?.message ?? '');
			equal(ann.lastCookies, [], 'No cookie is set.');
			equal(await ann.visit((session) => session.keys()), ['small'], 'The old session stands.');
		},
	},
];
