import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type SessionCookieOptions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

const warnings: (Error & { code?: string })[] = [];
process.on('warning', (warning) => warnings.push(warning));

/** Begins a session at this address; answers the warnings that were given by then. */
async function warningsAfter(url: string, cookie: SessionCookieOptions = {}): Promise<readonly string[]> {
	const sessions = createSessions({
		store: memoryStore(),
		secret,
		cookie,
	});
	const handler = sessions.handle(async (_, session) => {
		await session.set('user', 1);
		return new Response();
	});
	await handler(new Request(url));
	await sessions.close();
	await new Promise((resolve) => setImmediate(resolve));
	return warnings.filter(({ code }) => code === 'SOJOURN_SECURE_COOKIE_LOST').map(({ message }) => message);
}

// First, because a warning is given once a process.
test('a Secure cookie that is sent over plain http on the machine itself, where browsers keep it, is not warned of', async () => {
	for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000']) {
		const sessions = createSessions({ store: memoryStore(), secret });
		const session = sessions.open({ url: '/', headers: { host } });
		await session.set('user', 1);
		await sessions.commit(session, new Headers());
		await sessions.close();
	}
	await new Promise((resolve) => setImmediate(resolve));
	assert.deepEqual(warnings, []);
});

test('a Secure cookie that is sent over plain http is warned of once, with the reason and the way out', async () => {
	assert.deepEqual(await warningsAfter('https://example.test/'), []);
	assert.deepEqual(await warningsAfter('http://example.test/', { secure: 'auto' }), []);
	assert.deepEqual(await warningsAfter('http://example.test/', { secure: false }), []);
	for (let round = 1; round <= 2; round += 1) {
		const [warning = '', ...others] = await warningsAfter('http://example.test/');
		assert.match(warning, /plain http, where browsers drop it.*X-Forwarded-Proto.*option secure to 'auto'/);
		assert.deepEqual(others, []);
	}
});
