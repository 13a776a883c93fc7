import assert from 'node:assert/strict';
import type { Sessions, UntypedData } from 'sojourn';
import { runByItself } from '../../../support/run-by-itself.ts';
import { testPage } from '../../../support/test-page.ts';

testPage('docs/guide/testing.md', {
	examples: [
		[
			'the test that it shows passes',
			async ({ path }) => {
				assert.match(await runByItself(path), /✔ a visitor is forgotten after an hour/);
			},
		],
		[
			'a test begins signed in by the cookie that it makes',
			async ({ load }) => {
				const { sessions, cookieOf } = await load<{
					sessions: Sessions<UntypedData>;
					cookieOf(user: { id: number; name: string }): Promise<string>;
				}>();
				const cookie = await cookieOf({ id: 1, name: 'Ann' });
				const handler = sessions.handle(async (_, session) =>
					Response.json([await session.get('user'), session.subject]),
				);
				const answer = await handler(new Request('https://example.test/', { headers: { cookie } }));
				assert.deepEqual(await answer.json(), [{ id: 1, name: 'Ann' }, '1']);
				await sessions.close();
			},
		],
	],
});
