import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { createSessions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';
import { listen } from './node-server.ts';

/** The forms of lists that `writeHead` of node takes. Its types know only flat ones. */
const lists: Readonly<Record<string, readonly unknown[]>> = {
	'names and values in turn': ['x-first', '1', 'X-Second', 2],
	'a name that comes twice': ['set-cookie', 'a=1', 'x-first', '1', 'Set-Cookie', 'b=2'],
	'several values of one name': ['set-cookie', ['a=1', 'b=2'], 'x-first', '1', 'set-cookie', 'c=3'],
	pairs: [
		['set-cookie', 'a=1'],
		['x-first', '1'],
		['set-cookie', 'b=2'],
	],
	'pairs with several values': [
		['set-cookie', ['a=1', 'b=2']],
		['x-first', ['1']],
	],
	nothing: [],
};

for (const [form, list] of Object.entries(lists)) {
	test(`an answer that waited has the headers that node makes of a list: ${form}`, async () => {
		await hasSameHeadersAsOneThatPassed([200, list]);
	});
}

/** What stands where `writeHead` takes a reason. Its types know a text, or nothing. */
const reasons: readonly unknown[] = ['A reason', undefined, null, { 'x-first': 'in place of the reason' }];

for (const reason of reasons) {
	test(`an answer that waited has the headers that node takes after ${JSON.stringify(reason)}`, async () => {
		for (const headers of [{ 'x-first': '1', location: '/there' }, ['x-second', '2'], undefined, null]) {
			await hasSameHeadersAsOneThatPassed([303, reason, headers]);
		}
	});
}

async function hasSameHeadersAsOneThatPassed(head: readonly unknown[]): Promise<void> {
	const sessions = createSessions<UntypedData>({
		store: memoryStore(),
		secret,
	});
	const server = await listen(
		nodeSession(sessions, async (request, response, session) => {
			if (request.url === '/waits') await session.get('user');
			Reflect.apply(response.writeHead, response, head);
			response.end();
		}),
	);
	try {
		const [waited, passed] = await Promise.all(
			['/waits', '/passes'].map(async (path) => {
				const answer = await fetch(server.url + path, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
				const { status, statusText, headers } = answer;
				const values = ['x-first', 'x-second', 'location'].map((name) => headers.get(name));
				return [status, statusText, headers.getSetCookie(), values];
			}),
		);
		deepEqual(waited, passed);
	} finally {
		await server.close();
		await sessions.close();
	}
}
