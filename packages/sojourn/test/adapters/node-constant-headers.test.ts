import { deepEqual, equal } from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { visitSlowServer } from './slow-server.ts';

const own = ['theme=dark; Path=/', 'language=en; Path=/'];

/** How an application may give all its answers one and the same list of cookies. */
const answers: Readonly<Record<string, (response: ServerResponse, list: string[]) => unknown>> = {
	'with setHeader': (response, list) => response.setHeader('Set-Cookie', list).end(),
	'with writeHead': (response, list) => response.writeHead(200, { 'Set-Cookie': list }).end(),
	'in a list of headers': (response, list) => response.writeHead(200, ['Set-Cookie', list]).end(),
	'and set another header afterwards': (response, list) => {
		response.setHeader('Set-Cookie', list).end();
		response.setHeader('x-late', '1');
	},
};

for (const [how, answer] of Object.entries(answers)) {
	test(`visitors who are all given one list of cookies ${how} are sent nothing of each other's sessions`, async () => {
		const [cookies, varies] = [[...own], ['Accept']];
		await visitSlowServer(
			(sessions) =>
				nodeSession(sessions, async (_, response, session) => {
					await session.set('visited', true);
					response.setHeader('Vary', varies);
					answer(response, cookies);
				}),
			async (browser) => {
				const values = new Set<string | undefined>();
				for (const visitor of [browser.copy(), browser.copy(), browser.copy()]) {
					const lines = (await visitor.open('/')).headers.getSetCookie();
					deepEqual(lines.slice(0, own.length), own, "the application's own cookies are sent to everybody");
					equal(lines.length, own.length + 1, 'and one session to each');
					values.add(visitor.cookies.get('session'));
				}
				equal(values.size, 3, 'of his own');
				deepEqual([cookies, varies], [own, ['Accept']], "the application's lists are as it made them");
			},
		);
	});
}
