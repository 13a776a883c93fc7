import assert from 'node:assert/strict';
import type { Session, Sessions, UntypedData } from 'sojourn';
import { browserAt } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

interface Page {
	readonly sessions: Sessions<UntypedData>;
}

testPage('docs/guide/types.md', {
	examples: [
		[
			'a session with a type parameter counts visits',
			async ({ load }) => {
				const { sessions, handler } = await load<Page & { handler(request: Request): Promise<Response> }>();
				const ann = browserAt(handler);
				await ann.open('/');
				assert.equal((await ann.open('/')).body, 'Visit 2 of a stranger');
				await sessions.close();
			},
		],
		[
			'a session of the augmented type has its theme',
			async ({ load }) => {
				const { sessions, themeOf } = await load<Page & { themeOf(session: Session<UntypedData>): Promise<string> }>();
				const session = sessions.open(null);
				assert.equal(await themeOf(session), 'light');
				await session.set('theme', 'dark');
				assert.equal(await themeOf(session), 'dark');
				await sessions.close();
			},
		],
		[
			'a schema gives back what is stored, and refuses the rest',
			async ({ load }) => {
				const { sessions } = await load<Page>();
				const session = sessions.open(null);
				await session.set('user', { id: 1, name: ' Ann ' });
				assert.deepEqual(await session.get('user'), { id: 1, name: 'Ann' });
				const refused = session.set('user', { id: 1, name: '  ' });
				await assert.rejects(refused, { code: 'SOJOURN_VALUE_UNSUPPORTED' });
				await sessions.close();
			},
		],
	],
});
