import assert from 'node:assert/strict';
import type { Session, SessionStore, Sessions, UntypedData } from 'sojourn';
import { createSessions } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import { testPage } from '../../../support/test-page.ts';

interface Page {
	sessionsUnder(newest: string, previous: string, store: SessionStore): Sessions<UntypedData>;
}

const oldest = 'the oldest secret, which has enough characters';
const middle = 'the second secret, which has enough characters';
const newest = 'the newest secret, which has enough characters';

/** The cookie that an answer about this session carries, or an empty string. */
async function cookieOf(sessions: Sessions<UntypedData>, session: Session<UntypedData>): Promise<string> {
	const headers = new Headers();
	await sessions.commit(session, headers);
	return headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

testPage('docs/guide/secrets.md', {
	examples: [
		[
			'a session moves from secret to secret with its writes, and one left behind opens no more',
			async ({ load }) => {
				const { sessionsUnder } = await load<Page>();
				const store = memoryStore({ sealed: true });
				const before = createSessions<UntypedData>({ store, secret: oldest });
				const during = sessionsUnder(middle, oldest, store);
				const after = sessionsUnder(newest, middle, store);

				const first = before.open(null);
				await first.set('user', 'ann');
				const oldCookie = await cookieOf(before, first);

				const moving = during.open(oldCookie);
				assert.equal(await moving.get('user'), 'ann');
				await moving.set('seen', true);
				const newCookie = await cookieOf(during, moving);
				assert.notEqual(newCookie, '');

				assert.equal(await after.open(newCookie).get('user'), 'ann');
				assert.equal(await after.open(oldCookie).get('user'), null);
				for (const sessions of [before, during, after]) await sessions.close();
			},
		],
	],
});
