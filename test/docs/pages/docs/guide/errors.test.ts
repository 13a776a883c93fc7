import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Sessions, SojournError, type SojournErrorCode, type UntypedData } from 'sojourn';
import { browserAt } from '../../../support/browse.ts';
import { readPage } from '../../../support/page.ts';
import { allSources, sourceOf } from '../../../support/sources.ts';
import { testPage } from '../../../support/test-page.ts';

const path = 'docs/guide/errors.md';

testPage(path, {
	examples: [
		[
			'the handler answers, and says 503 when the store fails',
			async ({ load }) => {
				const { sessions, handler } = await load<{
					sessions: Sessions<UntypedData>;
					handler(request: Request): Promise<Response>;
				}>();
				const ann = browserAt(handler);
				assert.equal((await ann.open('/')).body, 'Sign in first');
				const signIn = browserAt(
					sessions.handle(async (_, session) => {
						await session.set('user', { name: 'Ann' });
						return new Response();
					}),
				);
				await signIn.open('/');
				for (const [name, value] of signIn.cookies) ann.cookies.set(name, value);
				assert.equal((await ann.open('/')).body, 'You are Ann.');
				await sessions.close();
				assert.equal((await ann.open('/')).status, 503);
			},
		],
	],
});

/** The first words in code of each row of the tables, with what follows in the second column. */
function rowsOf(text: string): Map<string, string> {
	return new Map(
		[...text.matchAll(/^\| `(\w+)` *\| ([^|]*) \|/gm)].map(([, name = '', next = '']) => [name, next.trim()]),
	);
}

test(`${path}: has every code and its status, every event and every warning`, async () => {
	const [codes = '', events = '', warnings = ''] = (await readPage(path)).text.split(/^## (?:Events|Warnings)$/m);

	const known = [...(await sourceOf('type SojournErrorCode')).matchAll(/^\t\| '(SOJOURN_\w+)'/gm)].map(
		([, code]) => code,
	);
	assert.deepEqual([...rowsOf(codes).keys()].sort(), known.toSorted());
	for (const [code, status] of rowsOf(codes)) {
		assert.equal(new SojournError(code as SojournErrorCode, '').status, Number(status), code);
	}

	const [, names = ''] = /interface SessionEvents \{(.*?)\n\}/s.exec(await sourceOf('interface SessionEvents')) ?? [];
	const told = [...names.matchAll(/^\t(\w+):/gm)].map(([, name]) => name);
	assert.deepEqual([...rowsOf(events).keys()].sort(), told.toSorted());

	const given = (await allSources()).flatMap((text) =>
		[...text.matchAll(/warnOnce\(\s*'(\w+)'/g)].map(([, code]) => code),
	);
	assert.deepEqual([...rowsOf(warnings).keys()].sort(), given.toSorted());
});
