import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Sessions, type SessionsOptions } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

/** The value of the cookie that a visitor is sent who signs in. */
async function signedIn(sessions: Sessions, url: string): Promise<string> {
	const answer = await sessions.handle(async (_, session) => {
		await session.set('user', 'ada');
		return new Response();
	})(new Request(url));
	const [line = ''] = answer.headers.getSetCookie();
	return line.slice(line.indexOf('=') + 1, line.indexOf(';'));
}

async function userOf(sessions: Sessions, url: string, cookie: string): Promise<unknown> {
	const answer = await sessions.handle(async (_, session) => Response.json(await session.get('user')))(
		new Request(url, { headers: { cookie } }),
	);
	return answer.json();
}

const stores: readonly (readonly [string, () => SessionsOptions['store']])[] = [
	['a store', memoryStore],
	['cookies', cookieStore],
];

for (const [where, makeStore] of stores) {
	test(`with sessions in ${where}, what one manager put into its cookie is nobody's session in another's`, async () => {
		const store = makeStore();
		const customers = createSessions({ store, secret });
		const staff = createSessions({ store, secret, cookie: { name: 'staff' } });
		const value = await signedIn(customers, 'https://shop.example/');
		assert.equal(await userOf(customers, 'https://shop.example/', `__Host-session=${value}`), 'ada');
		assert.equal(await userOf(staff, 'https://shop.example/', `__Host-staff=${value}`), null);
		await Promise.all([customers.close(), staff.close()]);
	});

	test(`with sessions in ${where}, what came over plain http is nobody's session over https, and the other way round`, async () => {
		const sessions = createSessions({ store: makeStore(), secret, cookie: { secure: 'auto' } });
		const plain = await signedIn(sessions, 'http://shop.example/');
		const secure = await signedIn(sessions, 'https://shop.example/');
		assert.equal(await userOf(sessions, 'http://shop.example/', `session=${plain}`), 'ada');
		assert.equal(await userOf(sessions, 'https://shop.example/', `__Host-session=${secure}`), 'ada');
		assert.equal(await userOf(sessions, 'https://shop.example/', `__Host-session=${plain}`), null);
		assert.equal(await userOf(sessions, 'http://shop.example/', `session=${secure}`), null);
		await sessions.close();
	});
}
