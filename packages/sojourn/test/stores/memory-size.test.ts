import { ok } from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSessions, type Sessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

const sessionCount = 100_000;
const value = 'v'.repeat(298);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function bytesInUse(): Promise<number> {
	// What the first collection finds, buffers above all, is given back while the second one runs.
	collectGarbage();
	await setTimeout(100);
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

async function fill(count: number): Promise<Sessions> {
	const sessions = createSessions({ store: memoryStore(), secret });
	for (let index = 0; index < count; index += 1) {
		const session = sessions.open(null);
		await session.set('user', value);
		await sessions.commit(session, new Headers());
	}
	return sessions;
}

test('a session with one value of 300 bytes takes at most 700 bytes of heap and buffers', async () => {
	await (await fill(5000)).close();
	const before = await bytesInUse();
	const sessions = await fill(sessionCount);
	const bytes = ((await bytesInUse()) - before) / sessionCount;
	await sessions.close();
	ok(bytes <= 700, `It takes ${bytes.toFixed(0)}.`);
	const left = ((await bytesInUse()) - before) / sessionCount;
	ok(left < 20, `A store that was closed gives its memory back; ${left.toFixed(0)} bytes a session are still in use.`);
});
