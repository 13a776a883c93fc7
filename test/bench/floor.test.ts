// The floor of the benchmark, written by hand, has to do what it is compared with.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kind, kinds } from '../../bench/kinds.ts';
import { ServerProcess } from '../../bench/measure/server-process.ts';
import { makeVisitors, visit } from '../../bench/measure/visitors.ts';

/** Of several visitors: the names of the headers that each kind of request is answered with, and the body. */
async function answersOf(command: readonly string[]): Promise<Record<string, readonly string[]>> {
	const server = await ServerProcess.start(command, null);
	try {
		const visitors = await makeVisitors(server.port, 100);
		assert.equal(new Set(visitors).size, 100, 'Each visitor has a session of their own.');
		const entries = await Promise.all(kinds.map(async (kind) => [kind.path, await outline(server, kind, visitors)]));
		return Object.fromEntries(entries);
	} finally {
		await server.stop();
	}
}

async function outline(server: ServerProcess, kind: Kind, visitors: readonly string[]): Promise<readonly string[]> {
	const answers = await visit(
		server.port,
		kind,
		visitors.map((cookie) => (kind.returning ? cookie : null)),
	);
	assert.equal(answers.length, visitors.length);
	const [head = '', body = ''] = answers[0]?.split('\r\n\r\n') ?? [];
	const names = head.split('\r\n').map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
	return [...names.toSorted(), body];
}

for (const store of ['memory', 'sqlite', 'cookie']) {
	test(`the floor of the ${store} store answers every kind of request as sojourn does`, async () => {
		const floor = store === 'cookie' ? ['floor/cookie-server.ts'] : ['floor/server.ts', store];
		assert.deepEqual(await answersOf(floor), await answersOf(['servers/sojourn.ts', store]));
	});
}
