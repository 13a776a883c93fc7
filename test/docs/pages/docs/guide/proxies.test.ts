import assert from 'node:assert/strict';
import type { Sessions, UntypedData } from 'sojourn';
import { testPage } from '../../../support/test-page.ts';

/** The Set-Cookie line of a first visit. */
async function lineOf(
	sessions: Sessions<UntypedData>,
	url: string,
	headers: Record<string, string> = {},
): Promise<string> {
	const handler = sessions.handle(async (_, session) => {
		await session.set('visits', 1);
		return new Response();
	});
	const [line = ''] = (await handler(new Request(url, { headers }))).headers.getSetCookie();
	return line;
}

testPage('docs/guide/proxies.md', {
	examples: [
		[
			'the request decides the cookie, directly or by what the proxy says',
			async ({ load }) => {
				const { sessions } = await load<{ sessions: Sessions<UntypedData> }>();
				assert.match(await lineOf(sessions, 'https://example.test/'), /^__Host-session=.*; Secure/);
				assert.doesNotMatch(await lineOf(sessions, 'http://example.test/'), /^__Host-|; Secure/);
				const forwarded = { 'x-forwarded-proto': 'https' };
				assert.match(await lineOf(sessions, 'http://example.test/', forwarded), /^__Host-session=.*; Secure/);
				await sessions.close();
			},
		],
		[
			'a domain and a path have the other prefix',
			async ({ load }) => {
				const { shared, below } = await load<{ shared: Sessions<UntypedData>; below: Sessions<UntypedData> }>();
				assert.match(await lineOf(shared, 'https://example.test/'), /^__Secure-session=.*; Domain=example\.com/);
				assert.match(
					await lineOf(below, 'https://example.test/'),
					/^__Secure-session=.*; Path=\/shop.*SameSite=Strict/,
				);
				for (const sessions of [shared, below]) await sessions.close();
			},
		],
	],
});
