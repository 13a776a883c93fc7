import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createSessions, type Sessions, type Store, type UntypedData } from '../../src/index.ts';
import { call } from '../../src/testing/records.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { HookedStore } from './hooked-store.ts';

interface Scene {
	readonly hooked: HookedStore;
	readonly sessions: Sessions<UntypedData>;
	/** A visitor who has a session already. */
	readonly ann: Visitor;
	/** The id of that session. */
	readonly id: string;
	pass(milliseconds: number): void;
}

async function scene(): Promise<Scene> {
	let now = Date.now();
	const hooked = new HookedStore();
	const sessions = createSessions<UntypedData>({ store: hooked.store, secret, clock: () => now });
	const ann = new Visitor(sessions);
	const id = await ann.visit(async (session) => {
		await session.set('user', 'ann');
		return session.id ?? '';
	});
	return {
		hooked,
		sessions,
		ann,
		id,
		pass(milliseconds) {
			now += milliseconds;
		},
	};
}

function fail(): never {
	throw new Error('The store is away.');
}

/** Puts what does not open in place of a session's record. */
async function damage(store: Store, id: string): Promise<void> {
	const record = await store.read(id, call(Date.now()));
	assert.ok(record !== null);
	const data = record.data.map((byte) => byte ^ 1);
	await store.replace(id, { ...record, data, version: record.version + 1 }, record.version, call(Date.now()));
}

test('a request whose change is stored does not fail because its cookie cannot be renewed', async () => {
	const { hooked, ann, pass } = await scene();
	pass(600_000);
	const visited = await ann.visit((session) => {
		hooked.after('replace', () => hooked.before('read', fail));
		return session.update('visits', (visits) => (visits ?? 0) + 1);
	});
	assert.equal(visited, 1);
	assert.equal(ann.last.status, 200);
	assert.deepEqual(ann.lastCookies, [], 'the session may have another id by now');
	assert.equal(await ann.visit((session) => session.get('visits')), 1);
});

test('a renewal that fails fails no request, and is made by the next one', async () => {
	const { hooked, ann, pass } = await scene();
	pass(600_000);
	hooked.before('touch', fail);
	assert.equal(await ann.visit((session) => session.get('user')), 'ann');
	assert.equal(ann.last.status, 200);
	assert.deepEqual(ann.lastCookies, [], 'the cookie is not renewed without the record');
	await ann.visit((session) => session.get('user'));
	assert.equal(ann.lastCookies.length, 1);
});

test('a session that could not be read is read when the same request asks again', async () => {
	const { hooked, ann } = await scene();
	hooked.before('read', fail);
	await ann.visit(async (session) => {
		await assert.rejects(session.get('user'), { code: 'SOJOURN_STORE_UNAVAILABLE' });
		assert.equal(await session.get('user'), 'ann');
	});
});

test('a session that the store could not read is not removed by destroy unseen', async () => {
	const { hooked, ann } = await scene();
	hooked.before('read', fail);
	await ann.visit((session) => assert.rejects(session.destroy(), { code: 'SOJOURN_STORE_UNAVAILABLE' }));
	assert.deepEqual(ann.lastCookies, [], 'nor is its cookie');
	assert.equal(await ann.visit((session) => session.get('user')), 'ann');
});

test('a session that was opened for reading, and cannot be read, is not removed by destroy', async () => {
	const { hooked, sessions, ann, id } = await scene();
	await damage(hooked.store, id);
	const session = sessions.open(ann.header, { readonly: true });
	await assert.rejects(session.destroy(), { code: 'SOJOURN_RECORD_UNREADABLE' });
	assert.ok(await hooked.store.read(id, call(Date.now())));
});

test('a visitor with two sessions, of which the second cannot be read, is rid of both by one destroy', async () => {
	const { hooked, sessions, ann, id } = await scene();
	const bea = new Visitor(sessions);
	const other = await bea.visit(async (session) => {
		await session.set('user', 'bea');
		return session.id ?? '';
	});
	await damage(hooked.store, id);
	const session = sessions.open(`${bea.header}; ${ann.header}`);
	assert.equal(await session.get('user'), 'bea');
	await session.destroy();
	for (const key of [other, id]) assert.equal(await hooked.store.read(key, call(Date.now())), null);
	const headers = new Headers();
	await sessions.commit(session, headers);
	assert.match(headers.get('set-cookie') ?? '', /Max-Age=0/);
});

test('what a handler changed and did not wait for is stored with its answer', async () => {
	const { ann } = await scene();
	await ann.visit(async (session) => {
		void session.set('basket', 'tea');
	});
	assert.equal(await ann.visit((session) => session.get('basket')), 'tea');
});

test('what is saved twice at once is written once', async () => {
	const { hooked, ann } = await scene();
	let writes = 0;
	const count = (): void => {
		writes += 1;
		hooked.before('replace', count);
	};
	hooked.before('replace', count);
	await ann.visit(async (session) => {
		await session.set('basket', 'tea');
		await Promise.all([session.save(), session.save()]);
	});
	assert.equal(writes, 1);
});

test('a reload beside a save sees what that has stored, however late the store answers', async () => {
	const { hooked, ann } = await scene();
	await ann.visit(async (session) => {
		await session.set('basket', 'tea');
		hooked.before('replace', () => pause(5));
		hooked.after('read', () => pause(20));
		await Promise.all([session.save(), session.reload()]);
		assert.equal(await session.get('basket'), 'tea');
	});
});

test('a session that begins takes no key that stands in the store already', async () => {
	const { hooked, sessions, ann } = await scene();
	const bea = new Visitor(sessions);
	const taken = await bea.visit(async (session) => {
		await session.set('user', 'bea');
		const { id } = session;
		const record = { data: new Uint8Array(1), version: 1, expiresAt: Date.now() + 60_000, subject: null };
		hooked.before('create', () => hooked.store.create(id ?? '', record, call(Date.now())));
		await session.save();
		assert.notEqual(session.id, id);
		return id ?? '';
	});
	assert.equal(await bea.visit((session) => session.get('user')), 'bea');
	assert.equal(await ann.visit((session) => session.get('user')), 'ann');
	assert.equal((await hooked.store.read(taken, call(Date.now())))?.data.length, 1, 'what stood there is left alone');
});

test('a record of somebody that has lost its bytes is no session that moved, however near its end', async () => {
	const { hooked, ann, pass } = await scene();
	const id = await ann.visit(async (session) => {
		await session.identify('ann');
		await session.save();
		return session.id ?? '';
	});
	const record = await hooked.store.read(id, call(Date.now()));
	assert.ok(record !== null && record.subject !== null);
	const emptied = { ...record, data: new Uint8Array(0), version: record.version + 1 };
	await hooked.store.replace(id, emptied, record.version, call(Date.now()));
	pass(86_400_000 - 60_000);
	await ann.visit((session) => assert.rejects(session.get('user'), { code: 'SOJOURN_RECORD_UNREADABLE' }));
});
