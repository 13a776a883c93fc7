import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sessions, UntypedData } from 'sojourn';
import { readPage } from '../../../support/page.ts';
import { sourceOf } from '../../../support/sources.ts';
import { tablesOf } from '../../../support/tables.ts';
import { testPage } from '../../../support/test-page.ts';

const path = 'docs/guide/options.md';

testPage(path, {
	examples: [
		[
			'the cookie is written as the options say',
			async ({ load }) => {
				const { sessions } = await load<{ sessions: Sessions<UntypedData> }>();
				const headers = new Headers();
				const session = sessions.open(null);
				await session.set('visits', 1);
				await sessions.commit(session, headers);
				assert.match(
					headers.get('set-cookie') ?? '',
					/^__Host-shop=[\w-]{70}; Max-Age=86400; Path=\/; HttpOnly; Secure; Priority=High; SameSite=Strict$/,
				);
				await sessions.close();
			},
		],
	],
});

/** The names of the options of an interface, in their order. */
function optionsOf(source: string, name: string): string[] {
	const [, body = ''] = new RegExp(`interface ${name}\\b.*?\\{(.*?)\\n\\}`, 's').exec(source) ?? [];
	return [...body.matchAll(/^\treadonly (\w+)\??:/gm)].map(([, option = '']) => option);
}

test(`${path}: has every option of createSessions and of its cookie`, async () => {
	const tables = tablesOf((await readPage(path)).text);
	const namesIn = (heading: string): string[] =>
		(tables.get(heading)?.[0] ?? []).map(([name = '']) => name.slice(1, -1));
	const source = await sourceOf('interface SessionsOptions');
	const [own, ofCookie] = [optionsOf(source, 'SessionsOptions'), optionsOf(source, 'SessionCookieOptions')];
	assert.ok(own.length > 10 && ofCookie.length > 5);
	assert.deepEqual(namesIn('Options').toSorted(), own.toSorted());
	assert.deepEqual(namesIn('The cookie').toSorted(), ofCookie.toSorted());
});
