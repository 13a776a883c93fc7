import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { testAdapter } from '../../src/testing/adapter.ts';
import { secret } from '../support/secret.ts';
import { fetchSubject } from './fetch-application.ts';
import { visitConstantAnswers } from './fetch-constant-answers.ts';
import { serveOnNode } from './fetch-server.ts';

testAdapter(test, fetchSubject(serveOnNode), memoryStore);

test('an answer that an application keeps for everybody carries nobody’s cookie to others', () =>
	visitConstantAnswers(serveOnNode));

test('nor does one carry it on Bun', () => {
	const program = join(import.meta.dirname, 'fetch-constant-answers-on-bun.ts');
	assert.equal(execFileSync('bun', ['run', program], { encoding: 'utf8', timeout: 50_000 }), 'done\n');
});

test('a handler that answers for one that threw stores nothing of what that one had pending', async () => {
	const sessions = createSessions({ store: memoryStore(), secret });
	const pay = sessions.handle(async (_, session) => {
		await session.update('tries', (tries) => (tries ?? 0) + 1);
		await session.set('paid', true);
		await session.identify('ann');
		throw new Error('The payment was refused.');
	});
	const apologize = sessions.handle(async (_, session) => {
		await session.set('message', 'It was refused.');
		return new Response('Sorry.', { status: 500 });
	});
	const request = new Request('https://example.test/');
	const answer = await pay(request).catch(() => apologize(request));
	const [cookie = ''] = answer.headers.getSetCookie();
	const session = sessions.open(cookie.split(';')[0] ?? '');
	assert.deepEqual(await session.all(), { tries: 1, message: 'It was refused.' });
	assert.equal(session.subject, null);
	await sessions.close();
});
