import assert from 'node:assert/strict';
import { browserAt } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

testPage('docs/guide/csrf.md', {
	examples: [
		[
			'only a page of the same origin may send what changes something',
			async ({ load }) => {
				const { handler } = await load<{ handler(request: Request): Promise<Response> }>();
				const ann = browserAt(handler);
				const post = async (headers: Record<string, string>): Promise<number> =>
					(await ann.open('/', { method: 'POST', headers })).status;
				assert.equal(await post({ 'sec-fetch-site': 'same-origin' }), 200);
				assert.equal(await post({ origin: 'https://shop.example' }), 200);
				assert.equal(await post({}), 403);
				for (const site of ['cross-site', 'same-site', 'none']) {
					assert.equal(await post({ 'sec-fetch-site': site, origin: 'https://shop.example' }), 403);
				}
				for (const origin of ['https://evil.example', 'https://pages.shop.example', 'http://shop.example', 'null']) {
					assert.equal(await post({ origin }), 403);
				}
				assert.equal((await ann.open('/', { headers: { 'sec-fetch-site': 'cross-site' } })).status, 200);
			},
		],
	],
});
