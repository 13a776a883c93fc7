import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Sessions, SojournError, type UntypedData } from '../../src/index.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { type SlowStore, slowStore } from './slow-store.ts';

interface Scene {
	readonly slow: SlowStore;
	readonly sessions: Sessions<UntypedData>;
	/** A visitor who has a session already. */
	readonly ann: Visitor;
	/** The errors that the manager told its listeners of. */
	readonly storeErrors: Error[];
}

async function scene(deadline: number): Promise<Scene> {
	const slow = slowStore();
	const sessions = createSessions<UntypedData>({ store: slow.store, secret, deadline });
	const storeErrors: Error[] = [];
	sessions.on('storeError', (error) => storeErrors.push(error));
	sessions.on('failed', () => {});
	const ann = new Visitor(sessions);
	await ann.visit((session) => session.set('user', 'ann'));
	slow.begun = 0;
	return { slow, sessions, ann, storeErrors };
}

const hasCode =
	(code: string) =>
	(error: unknown): boolean =>
		error instanceof SojournError && error.code === code;

test('a store that does not answer a read fails the request within the deadline, and never makes it anonymous', async () => {
	const { slow, ann, storeErrors } = await scene(250);
	slow.delay = null;
	const started = performance.now();
	await ann.visit((session) =>
		assert.rejects(session.get('user'), hasCode('SOJOURN_STORE_UNAVAILABLE'), 'the read is refused'),
	);
	assert.ok(performance.now() - started < 2000, 'and soon');
	assert.equal(slow.aborted, 1, 'the store is told that nobody waits any more');
	assert.equal(storeErrors.length, 1, 'and so are the listeners');
	slow.delay = 0;
	assert.equal(await ann.visit((session) => session.get('user')), 'ann', 'when the store answers again, all goes on');
});

test('a change that is not answered in time says that its outcome is unknown', async () => {
	const { slow, ann } = await scene(250);
	await ann.visit(async (session) => {
		await session.set('user', 'eve');
		slow.delay = null;
		await assert.rejects(session.save(), hasCode('SOJOURN_STORE_TIMEOUT'));
	});
	assert.equal(ann.last.status, 500, 'the answer fails visibly');
	assert.deepEqual(ann.lastCookies, []);
});

test('a session that begins, here or under a new id, and is not stored in time is not there: nothing was changed', async () => {
	for (const begin of ['set', 'regenerate'] as const) {
		const { slow, sessions, ann } = await scene(250);
		const visitor = begin === 'set' ? new Visitor(sessions) : ann;
		await visitor.visit(async (session) => {
			await (begin === 'set' ? session.set('user', 'bea') : session.regenerate());
			slow.delay = null;
			await assert.rejects(session.save(), hasCode('SOJOURN_STORE_UNAVAILABLE'), begin);
		});
		slow.delay = 0;
		assert.deepEqual([visitor.last.status, visitor.lastCookies], [500, []]);
		assert.equal(await visitor.visit((session) => session.get('user')), begin === 'set' ? null : 'ann');
	}
});

test('the deadline is for all store calls of a request together', async () => {
	const { slow, ann } = await scene(150);
	slow.delay = 60;
	let updates = 0;
	await ann.visit((session) =>
		assert.rejects(async () => {
			for (; updates < 10; updates += 1) await session.update('count', (count) => (count ?? 0) + 1);
		}, SojournError),
	);
	assert.ok(updates <= 3, `${updates} updates of 60 ms or more each fit into 150 ms`);
});

test('a long-lived connection has the deadline for each thing it does', async () => {
	const { slow, ann } = await scene(600);
	const sessions = createSessions<UntypedData>({ store: slow.store, secret, deadline: 600 });
	const session = sessions.open(new Request('https://example.test/', { headers: { cookie: ann.header } }));
	await session.get('user');
	await sessions.commit(session, new Headers());
	slow.delay = 120;
	for (let message = 1; message <= 8; message += 1) {
		await session.set('message', message);
		await session.save();
	}
	slow.delay = 0;
	assert.equal(await ann.visit((later) => later.get('message')), 8);

	const reader = sessions.open(ann.header, { readonly: true });
	slow.delay = 120;
	for (let message = 1; message <= 8; message += 1) await reader.reload();
	assert.equal(await reader.get('user'), 'ann', 'one that only reads as well');
});

test('a write that hangs holds up the other requests on its session no longer than its own deadline', async () => {
	const { slow, ann } = await scene(600);
	const other = ann.copy();
	const { promise: hangs, resolve: itHangs } = Promise.withResolvers<void>();
	const first = ann.visit(async (session) => {
		await session.set('first', 1);
		slow.delay = null;
		setTimeout(itHangs, 50);
	});
	const second = other.visit(async (session) => {
		await hangs;
		slow.delay = 0;
		await session.set('second', 1);
	});
	await Promise.all([first, second]);
	assert.equal(ann.last.status, 500, 'the one that hangs is refused');
	assert.equal(other.last.status, 200, 'the one that waited for it goes on');
	assert.deepEqual((await ann.visit((session) => session.keys())).sort(), ['second', 'user']);
});

test('a request waits for another one’s write for a part of its time, and then stores by itself', async () => {
	const { slow, ann } = await scene(1200);
	const other = ann.copy();
	const { promise: hangs, resolve: itHangs } = Promise.withResolvers<void>();
	const finished: string[] = [];
	const first = ann.visit(async (session) => {
		await session.set('first', 1);
		slow.delay = null;
		setTimeout(itHangs, 50);
	});
	const second = other.visit(async (session) => {
		await hangs;
		slow.delay = 0;
		await session.set('second', 1);
	});
	await Promise.all([first.then(() => finished.push('first')), second.then(() => finished.push('second'))]);
	assert.deepEqual(finished, ['second', 'first']);
	assert.equal(other.last.status, 200);
	assert.deepEqual((await other.visit((session) => session.keys())).sort(), ['second', 'user']);
});
