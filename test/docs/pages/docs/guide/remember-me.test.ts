import assert from 'node:assert/strict';
import type { SessionHandler, Sessions, UntypedData } from 'sojourn';
import { browse } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

testPage('docs/guide/remember-me.md', {
	examples: [
		[
			'who is remembered gets a cookie for 30 days, who is not one for the browser’s life',
			async ({ load }) => {
				const { sessions, signIn } = await load<{
					sessions: Sessions<UntypedData>;
					signIn: SessionHandler<UntypedData, []>;
				}>();
				const lineFor = async (form: Record<string, string>): Promise<string> => {
					const { headers } = await browse(sessions, { '/': signIn }).open('/', {
						method: 'POST',
						body: new URLSearchParams(form),
					});
					return headers.getSetCookie().join('\n');
				};
				assert.match(await lineFor({ name: 'ann', remember: 'on' }), /; Max-Age=2592000;/);
				assert.doesNotMatch(await lineFor({ name: 'bob' }), /Max-Age/);
				const [bob] = await sessions.list('bob');
				const hours = (Number(bob?.expiresAt) - Date.now()) / 3_600_000;
				assert.ok(hours > 0.9 && hours <= 1, `the server keeps its limit of an hour: ${hours}`);
				await sessions.close();
			},
		],
	],
});
