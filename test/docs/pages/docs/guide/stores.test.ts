import assert from 'node:assert/strict';
import type { Sessions, UntypedData } from 'sojourn';
import { browse } from '../../../support/browse.ts';
import { type Example, testPage } from '../../../support/test-page.ts';

/** Every manager that the module exports keeps a session. */
async function keepsSessions({ load }: Example): Promise<void> {
	for (const sessions of Object.values(await load<Record<string, Sessions<UntypedData>>>())) {
		const ann = browse(sessions, {
			'/': async (_, session) =>
				new Response(String(await session.update('visits', (visits: number | null) => (visits ?? 0) + 1))),
		});
		await ann.open('/');
		assert.equal((await ann.open('/')).body, '2');
		await sessions.close();
	}
}

testPage('docs/guide/stores.md', {
	examples: [
		['sessions are kept in memory', keepsSessions],
		['sessions are kept in files', keepsSessions],
		['sessions are kept in a SQLite database by its path', keepsSessions],
		['sessions are kept in SQLite databases that are passed in', keepsSessions],
	],
});
