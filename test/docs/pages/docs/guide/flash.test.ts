import assert from 'node:assert/strict';
import type { SessionHandler, Sessions, UntypedData } from 'sojourn';
import { browse } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

interface Page {
	readonly sessions: Sessions<UntypedData>;
	readonly save: SessionHandler<UntypedData, []>;
	readonly home: SessionHandler<UntypedData, []>;
}

testPage('docs/guide/flash.md', {
	examples: [
		[
			'the message is shown once, to one of those who ask at the same time',
			async ({ load }) => {
				const { sessions, save, home } = await load<Page>();
				const ann = browse(sessions, { '/save': save, '/': home });
				await ann.open('/save');
				const answers = await Promise.all([1, 2, 3, 4].map(() => ann.open('/')));
				assert.deepEqual(answers.map(({ body }) => body).sort(), ['Saved.', 'Welcome.', 'Welcome.', 'Welcome.']);
				await sessions.close();
			},
		],
	],
});
