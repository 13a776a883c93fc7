import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type SessionHandler, type Sessions, type UntypedData } from 'sojourn';
import { cookieStore } from 'sojourn/cookie';
import { browse } from '../../../support/browse.ts';
import { readPage } from '../../../support/page.ts';
import { testPage } from '../../../support/test-page.ts';

interface Page {
	readonly sessions: Sessions<UntypedData>;
	readonly signIn: SessionHandler<UntypedData, []>;
	end(id: string): Promise<boolean>;
}

const path = 'docs/guide/cookie-sessions.md';

testPage(path, {
	examples: [
		[
			'a session is kept in cookies, and a copy outlives log-out',
			async ({ load }) => {
				const { sessions } = await load<Page>();
				const ann = browse(sessions, {
					'/': async (_, session) =>
						new Response(String(await session.update('visits', (visits: number | null) => (visits ?? 0) + 1))),
					'/end': async (_, session) => {
						await session.destroy();
						return new Response();
					},
				});
				await ann.open('/');
				const copy = ann.copy();
				await ann.open('/end');
				assert.equal((await ann.open('/')).body, '1');
				assert.equal((await copy.open('/')).body, '2');
				await assert.rejects(sessions.list('ann'), { code: 'SOJOURN_UNSUPPORTED' });
			},
		],
		[
			'with revocations a session is ended for every copy, by its handle',
			async ({ load }) => {
				const { sessions, signIn, end } = await load<Page>();
				const ann = browse(sessions, {
					'/basket': async (_, session) => {
						await session.set('basket', ['tea']);
						return new Response();
					},
					'/in': signIn,
					'/': async (_, session) => {
						await session.load();
						return new Response(session.subject ?? 'nobody');
					},
				});
				// Whoever has a session already goes on under another id, and whoever has none begins one.
				const friend = ann.copy();
				await friend.open('/basket');
				const idOfFriend = (await friend.open('/in')).body;
				const id = (await ann.open('/in')).body;
				assert.equal((await ann.open('/')).body, 'ann');
				assert.equal((await friend.open('/')).body, 'ann');
				assert.equal(await end(idOfFriend), true);
				assert.equal((await friend.open('/')).body, 'nobody');
				const copy = ann.copy();
				assert.equal(await end(id), true);
				assert.equal(await end(id), false);
				assert.equal((await copy.open('/')).body, 'nobody');
				await assert.rejects(sessions.revokeAll('ann'), { code: 'SOJOURN_UNSUPPORTED' });
				await sessions.close();
			},
		],
	],
});

test(`${path}: the table of sizes is right to the byte`, async () => {
	const { text } = await readPage(path);
	const rows = [...text.matchAll(/^\| (\d) +\| (\d+) +\|$/gm)].map(([, pieces, bytes]) => [
		Number(pieces),
		Number(bytes),
	]);
	assert.deepEqual(
		rows.map(([pieces]) => pieces),
		[1, 2, 3, 4],
	);
	for (const [pieces = 0, bytes = 0] of rows) {
		const sessions = createSessions<UntypedData>({ store: cookieStore({ pieces }) });
		sessions.on('failed', () => {});
		const statusFor = async (length: number): Promise<number> => {
			const visitor = browse(sessions, {
				'/': async (_, session) => {
					// The key, two quotes, and the eight bytes of an entry.
					await session.set('k', 'x'.repeat(length - 1 - 2 - 8));
					return new Response();
				},
			});
			return (await visitor.open('/')).status;
		};
		assert.deepEqual(
			[await statusFor(bytes), await statusFor(bytes + 1)],
			[200, 500],
			`${pieces} pieces hold ${bytes} bytes`,
		);
	}
});
