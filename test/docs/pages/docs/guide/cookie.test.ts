import assert from 'node:assert/strict';
import type { SessionHandler, Sessions, UntypedData } from 'sojourn';
import { browse } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

interface Page {
	readonly sessions: Sessions<UntypedData>;
	readonly shop: SessionHandler<UntypedData, []>;
	readonly putIntoBasket: SessionHandler<UntypedData, []>;
	erase(userId: number): Promise<void>;
}

testPage('docs/guide/cookie.md', {
	examples: [
		[
			'a cookie is set when something is stored, and for what else the page names; what is kept of somebody is erased',
			async ({ load }) => {
				const { sessions, shop, putIntoBasket, erase } = await load<Page>();
				const ann = browse(sessions, {
					'/': shop,
					'/basket': putIntoBasket,
					'/look': async (_, session) => {
						await Promise.all([session.get('a'), session.has('a'), session.keys(), session.all(), session.load()]);
						await Promise.all([session.clear(), session.touch()]);
						return new Response();
					},
					'/flash': async (_, session) => {
						await session.flash('message', 'hello');
						return new Response();
					},
					'/sign-in': async (_, session) => {
						await session.identify('1');
						return new Response();
					},
					'/expire': async (_, session) => {
						await session.setMaxAge(60);
						return new Response();
					},
				});
				const setsCookie = async (path: string, browser = ann): Promise<boolean> =>
					(await browser.open(path)).headers.getSetCookie().length > 0;

				assert.equal((await ann.open('/')).body, '0 things in your basket');
				assert.equal(await setsCookie('/look'), false);
				assert.equal(ann.cookies.size, 0);
				for (const first of ['/flash', '/sign-in', '/basket']) assert.equal(await setsCookie(first, ann.copy()), true);

				assert.equal(await setsCookie('/basket'), true);
				assert.equal([...ann.cookies.values()].join().length, 70);
				assert.equal(await setsCookie('/basket'), false);
				assert.equal((await ann.open('/')).body, '2 things in your basket');
				assert.equal(await setsCookie('/sign-in'), true);
				assert.equal(await setsCookie('/expire'), true);

				await erase(1);
				assert.deepEqual(await sessions.list('1'), []);
				assert.equal((await ann.open('/')).body, '0 things in your basket');
				assert.equal(ann.cookies.size, 1, 'A cookie that opens nothing stays.');
				await sessions.close();
			},
		],
	],
});
