import assert from 'node:assert/strict';
import { createSessions, type Store, type StoreRecord, type UntypedData } from 'sojourn';
import { runByItself } from '../../../support/run-by-itself.ts';
import { testPage } from '../../../support/test-page.ts';

testPage('docs/guide/write-a-store.md', {
	files: { 'map-store.ts': "export * from './1.ts';\n" },
	examples: [
		[
			'the store keeps a session',
			async ({ load }) => {
				const { mapStore } = await load<{ mapStore(map: Map<string, StoreRecord>): Store }>();
				const sessions = createSessions<UntypedData>({ store: mapStore(new Map()) });
				const session = sessions.open(null);
				await session.set('user', 'ann');
				const headers = new Headers();
				await sessions.commit(session, headers);
				const cookie = headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
				assert.equal(await sessions.open(cookie).get('user'), 'ann');
				await sessions.close();
			},
		],
		[
			'the store passes the kit',
			async ({ path }) => {
				const output = await runByItself(path);
				assert.match(output, /✔ map store: /);
			},
		],
	],
});
