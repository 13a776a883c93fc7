import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type SessionStore, type UntypedData } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { HookedStore } from './hooked-store.ts';

const stores: Record<string, () => SessionStore> = {
	'a store that answers at once': memoryStore,
	'a store that answers later': () => new HookedStore(3).store,
	cookies: () => cookieStore(),
};

for (const [name, store] of Object.entries(stores)) {
	const newcomer = (): Visitor =>
		new Visitor(
			createSessions<UntypedData>({
				store: store(),
				secret,
				maxAge: 3600,
				absoluteMaxAge: 90 * 86_400,
			}),
		);

	test(`an idle limit that was saved before there was a session is the session's, over ${name}`, async () => {
		const ann = newcomer();
		await ann.visit(async (session) => {
			await session.setMaxAge(30 * 86_400);
			await session.save();
			assert.ok(Number(session.expiresAt) > Date.now() + 29 * 86_400_000);
			await session.set('basket', 'tea');
		});
		assert.match(ann.lastCookies.join(), /; Max-Age=2592000;/);
	});

	test(`a limit by the browser that was saved when all was deleted is the session's, over ${name}`, async () => {
		const ann = newcomer();
		await ann.visit(async (session) => {
			await session.setMaxAge('browser');
			await session.set('basket', 'tea');
			await session.delete('basket');
			await session.save();
			await session.set('basket', 'milk');
		});
		assert.equal(ann.lastCookies.length, 1);
		assert.doesNotMatch(ann.lastCookies.join(), /Max-Age/);
	});

	test(`an idle limit alone begins no session, over ${name}`, async () => {
		const ann = newcomer();
		await ann.visit((session) => session.setMaxAge(30 * 86_400));
		assert.deepEqual(ann.lastCookies, []);
	});
}
