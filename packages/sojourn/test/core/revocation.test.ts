import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Sessions, type UntypedData } from '../../src/index.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { HookedStore } from './hooked-store.ts';

interface Scene {
	readonly hooked: HookedStore;
	readonly sessions: Sessions<UntypedData>;
	/** Signed in as ann. */
	readonly ann: Visitor;
}

async function scene(): Promise<Scene> {
	const hooked = new HookedStore();
	const sessions = createSessions<UntypedData>({ store: hooked.store, secret });
	const ann = new Visitor(sessions);
	await ann.visit((session) => session.identify('ann'));
	return { hooked, sessions, ann };
}

async function handleOf(visitor: Visitor): Promise<string> {
	return visitor.visit(async (session) => {
		await session.load();
		return session.id ?? '';
	});
}

test('revoke says that there was none when the session moves to another id just then', async () => {
	const { hooked, sessions, ann } = await scene();
	const handle = await handleOf(ann);
	hooked.after('read', () => ann.visit((session) => session.regenerate()));
	assert.equal(await sessions.revoke(handle, { subject: 'ann' }), false);
	assert.equal((await sessions.list('ann')).length, 1, 'the session goes on, and is listed');
	assert.equal(await sessions.revoke(await handleOf(ann), { subject: 'ann' }), true);
});

test('revoke ends a session that is changed just then', async () => {
	const { hooked, sessions, ann } = await scene();
	const handle = await handleOf(ann);
	hooked.before('delete', () => ann.visit((session) => session.set('a', 1)));
	assert.equal(await sessions.revoke(handle, { subject: 'ann' }), true);
	assert.equal(await ann.visit((session) => session.get('a')), null);
});

for (const [when, method] of [
	['after', 'findBySubject'],
	['before', 'delete'],
] as const) {
	test(`revokeAll ends a session that moves to another id just ${when} ${method}, and counts it once`, async () => {
		const { hooked, sessions, ann } = await scene();
		hooked[when](method, () => ann.visit((session) => session.regenerate()));
		assert.equal(await sessions.revokeAll('ann'), 1);
		assert.deepEqual(await sessions.list('ann'), []);
		assert.equal((await ann.visit(async (session) => session.load().then(() => session.id))) as unknown, null);
	});
}

test('revokeAll does not claim to have ended all while new ones begin as fast as it ends them', async () => {
	const { hooked, sessions } = await scene();
	const begin = async (): Promise<void> => {
		hooked.before('findBySubject', begin);
		await new Visitor(sessions).visit((session) => session.identify('ann'));
	};
	hooked.before('findBySubject', begin);
	await assert.rejects(sessions.revokeAll('ann'), { code: 'SOJOURN_CONFLICT', status: 409 });
});

test('a session that is filed under the newer secret just then is found, once', async () => {
	const [older, newer] = ['an older secret for tests, long enough', 'a newer secret for tests, long enough'];
	const hooked = new HookedStore();
	const ann = new Visitor(createSessions<UntypedData>({ store: hooked.store, secret: older }));
	await ann.visit((session) => session.identify('ann'));
	const rotated = createSessions<UntypedData>({ store: hooked.store, secret: [newer, older] });
	const moved = ann.copy(rotated);
	hooked.after('findBySubject', () => moved.visit((session) => session.set('a', 1)));
	assert.equal((await rotated.list('ann')).length, 1);
	assert.equal(await rotated.revokeAll('ann'), 1);
});
