import assert from 'node:assert/strict';
import type { SessionHandler, Sessions, UntypedData } from 'sojourn';
import { browse } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

interface Page {
	readonly sessions: Sessions<UntypedData>;
	readonly chooseTheme: SessionHandler<UntypedData, []>;
	readonly putIntoBasket: SessionHandler<UntypedData, []>;
}

testPage('docs/guide/parallel-requests.md', {
	examples: [
		[
			'requests at the same time keep the theme and count the basket exactly',
			async ({ load }) => {
				const { sessions, chooseTheme, putIntoBasket } = await load<Page>();
				const ann = browse(sessions, {
					'/theme': chooseTheme,
					'/basket': putIntoBasket,
					'/all': async (_, session) => Response.json(await session.all()),
				});
				await ann.open('/basket');
				await Promise.all(['/theme', ...Array.from({ length: 20 }, () => '/basket')].map((path) => ann.open(path)));
				assert.deepEqual(JSON.parse((await ann.open('/all')).body), { basket: { tea: 21 }, theme: 'dark' });
				await sessions.close();
			},
		],
	],
});
