import assert from 'node:assert/strict';
import type { SessionHandler, Sessions, UntypedData } from 'sojourn';
import { browse } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

type Handler = SessionHandler<UntypedData, []>;

interface Page {
	readonly sessions: Sessions<UntypedData>;
	readonly signIn: Handler;
	readonly profile: Handler;
	readonly signOut: Handler;
	readonly signOutWithMessage: Handler;
	readonly signOutEverywhere: Handler;
}

const users = `
export async function checkPassword(form: FormData): Promise<{ id: number; name: string } | null> {
	return form.get('password') === 'right' ? { id: 1, name: 'Ann' } : null;
}
`;

testPage('docs/guide/sign-in.md', {
	files: { 'users.ts': users },
	examples: [
		[
			'signing in gives a new id, and every way of signing out ends it',
			async ({ load }) => {
				const { sessions, ...page } = await load<Page>();
				const ann = browse(sessions, {
					'/basket': async (_, session) => {
						await session.set('basket', ['tea']);
						return new Response();
					},
					'/message': async (_, session) =>
						Response.json([await session.get('message'), await session.get('basket'), session.subject]),
					...Object.fromEntries(Object.entries(page).map(([name, handler]) => [`/${name}`, handler])),
				});
				const form = (password: string): RequestInit => ({ method: 'POST', body: new URLSearchParams({ password }) });
				assert.equal((await ann.open('/signIn', form('wrong'))).status, 401);
				assert.equal(ann.cookies.size, 0);

				await ann.open('/basket');
				const before = ann.copy();
				assert.equal((await ann.open('/signIn', form('right'))).status, 303);
				assert.equal((await ann.open('/profile')).body, 'You are Ann.');
				assert.equal((await before.open('/profile')).status, 303, 'the old id opens nothing');
				assert.equal((await sessions.list('1')).length, 1);
				assert.deepEqual(JSON.parse((await ann.open('/message')).body), [null, ['tea'], '1']);

				const copy = ann.copy();
				const out = await ann.open('/signOut');
				assert.equal(out.headers.get('clear-site-data'), '"cache", "storage"');
				assert.equal(ann.cookies.size, 0);
				assert.equal((await copy.open('/profile')).status, 303);

				await ann.open('/signIn', form('right'));
				const other = ann.copy();
				await ann.open('/signOutWithMessage');
				assert.deepEqual(JSON.parse((await ann.open('/message')).body), ['You are signed out.', null, null]);
				assert.deepEqual(await sessions.list('1'), []);
				assert.equal((await other.open('/profile')).status, 303);

				const phone = browse(sessions, { '/signIn': page.signIn, '/profile': page.profile });
				for (const device of [ann, phone]) await device.open('/signIn', form('right'));
				assert.equal((await phone.open('/profile')).body, 'You are Ann.');
				assert.equal((await ann.open('/signOutEverywhere')).status, 200);
				assert.equal(ann.cookies.size, 0);
				assert.equal((await phone.open('/profile')).status, 303);
				assert.equal((await ann.open('/signOutEverywhere')).status, 401);
				await sessions.close();
			},
		],
	],
});
