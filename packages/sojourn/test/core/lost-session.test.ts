import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type SessionStore, type UntypedData } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { type Visit, Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { HookedStore } from './hooked-store.ts';

const stores: Record<string, () => SessionStore> = {
	'a store that answers at once': memoryStore,
	'a store that answers later': () => new HookedStore(3).store,
	'cookies with revocations': () => cookieStore({ revocations: memoryStore() }),
};

const late: readonly (readonly [what: string, status: number, visit: Visit<unknown>])[] = [
	['nothing more', 200, async () => {}],
	['get', 200, async (session) => assert.equal(await session.get('basket'), 'tea')],
	['save', 200, (session) => session.save()],
	['set', 409, (session) => session.set('page', 1)],
	['regenerate', 409, (session) => session.regenerate()],
	['get a flash', 200, async (session) => assert.equal(await session.get('message'), null)],
	[
		'update',
		200,
		(session) =>
			assert.rejects(
				session.update('views', () => 2),
				{ code: 'SOJOURN_SESSION_ENDED' },
			),
	],
	[
		'update and destroy',
		200,
		async (session) => {
			await assert.rejects(
				session.update('views', () => 2),
				{ code: 'SOJOURN_SESSION_ENDED' },
			);
			await assert.rejects(session.destroy(), { code: 'SOJOURN_SESSION_ENDED' });
		},
	],
];

for (const [name, store] of Object.entries(stores)) {
	for (const [what, status, visit] of late) {
		test(`${what}, too late after a sign-in, leaves the visitor the new cookie, over ${name}`, async () => {
			let now = Date.now();
			const sessions = createSessions<UntypedData>({ store: store(), secret, clock: () => now });
			const ann = new Visitor(sessions);
			await ann.visit(async (session) => {
				await session.set('basket', 'tea');
				await session.flash('message', 'hello');
			});
			// A renewal is due, and with it a cookie.
			now += 600_000;
			const slow = ann.copy();
			await slow.visit(async (session, request) => {
				await session.update('views', () => 1);
				await ann.visit((other) => other.identify('ann'));
				await visit(session, request);
			});
			assert.equal(slow.last.status, status);
			assert.deepEqual(slow.lastCookies, []);
			assert.equal(await ann.visit((session) => session.get('basket')), 'tea');
		});
	}
}

for (const [name, store] of Object.entries({ 'at once': memoryStore, later: () => new HookedStore(3).store })) {
	test(`no cookie is sent of a new id that was revoked before the answer, over a store that answers ${name}`, async () => {
		const sessions = createSessions<UntypedData>({
			store: store(),
			secret,
		});
		const ann = new Visitor(sessions);
		const status = await ann.statusOf(async (session) => {
			await session.identify('ann');
			await session.save();
			await session.regenerate();
			await session.save();
			assert.equal(await sessions.revokeAll('ann'), 1);
			await session.set('page', 1);
		});
		assert.deepEqual([status, ann.lastCookies], [409, []]);
		await sessions.close();
	});
}
