import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createSessions, SojournError, type UntypedData } from '../../src/index.ts';
import { sqliteStore } from '../../src/sqlite.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

/** A visitor with a session in a file, and another connection that can hold the lock of those who write. */
async function scene(
	context: TestContext,
	options: { readonly deadline: number; readonly busyTimeout?: number },
): Promise<{ readonly ann: Visitor; readonly other: DatabaseSync }> {
	const { deadline, ...storeOptions } = options;
	const directory = temporaryDirectory();
	const path = join(directory.path, 'sessions.db');
	const sessions = createSessions<UntypedData>({ store: sqliteStore(path, storeOptions), secret, deadline });
	sessions.on('failed', () => {});
	const ann = new Visitor(sessions);
	await ann.visit((session) => session.set('user', 'ann'));
	const other = new DatabaseSync(path);
	context.after(async () => {
		await sessions.close();
		other.close();
		directory.remove();
	});
	return { ann, other };
}

const unavailable = (error: unknown): boolean =>
	error instanceof SojournError && error.code === 'SOJOURN_STORE_UNAVAILABLE';

test('while another process holds the lock, requests fail in their time and everything else goes on', async (context) => {
	const { ann, other } = await scene(context, { deadline: 2000, busyTimeout: 600 });
	other.exec('BEGIN IMMEDIATE');
	let ticks = 0;
	const ticking = setInterval(() => {
		ticks += 1;
	}, 10);
	const started = performance.now();
	const visitors = Array.from({ length: 5 }, () => ann.copy());
	const requests = visitors.map((visitor) =>
		visitor.visit((session) =>
			assert.rejects(
				session.update('count', (count) => (count ?? 0) + 1),
				unavailable,
			),
		),
	);
	await setTimeout(50);
	assert.equal(await ann.visit((session) => session.get('user')), 'ann', 'who only reads does not wait');
	assert.ok(performance.now() - started < 600);
	await Promise.all(requests);
	clearInterval(ticking);
	assert.ok(performance.now() - started < 2000, 'all together, and not one after the other');
	assert.ok(ticks >= 10, `a timer came ${ticks} times`);
});

test('all that one request waits for a lock stays within its deadline', async (context) => {
	const { ann, other } = await scene(context, { deadline: 300, busyTimeout: 200 });
	other.exec('BEGIN IMMEDIATE');
	const codes: unknown[] = [];
	const started = performance.now();
	await ann.visit(async (session) => {
		for (let attempt = 1; attempt <= 4; attempt += 1) {
			await session.update('count', (count) => (count ?? 0) + 1).catch((error) => codes.push(error.code));
		}
	});
	assert.ok(performance.now() - started < 700, '4 waits of 200 ms would be 800');
	assert.equal(codes.length, 4);
	assert.equal(codes[0], 'SOJOURN_STORE_UNAVAILABLE', 'a wait that ends before the deadline has changed nothing');
	for (const code of codes) assert.match(String(code), /^SOJOURN_STORE_(UNAVAILABLE|TIMEOUT)$/);
	other.exec('COMMIT');
	await setTimeout(100);
	assert.equal(await ann.visit((session) => session.get('count')), null, 'what was given up is never run');
	await ann.visit((session) => session.update('count', (count) => (count ?? 0) + 1));
	assert.equal(await ann.visit((session) => session.get('count')), 1, 'and then all goes on');
});

test('requests that wait for a lock succeed when it is released in time', async (context) => {
	const { ann, other } = await scene(context, { deadline: 20_000, busyTimeout: 10_000 });
	other.exec('BEGIN IMMEDIATE');
	const visitors = Array.from({ length: 10 }, () => ann.copy());
	const requests = visitors.map((visitor, index) => visitor.visit((session) => session.set(`visit ${index}`, index)));
	await setTimeout(150);
	other.exec('COMMIT');
	await Promise.all(requests);
	assert.deepEqual(
		visitors.map((visitor) => visitor.last.status),
		visitors.map(() => 200),
	);
	assert.equal((await ann.visit((session) => session.keys())).length, 11);
});

test('a file that another process holds from the start is opened as soon as it is free', async (context) => {
	const directory = temporaryDirectory();
	const path = join(directory.path, 'sessions.db');
	const other = new DatabaseSync(path);
	other.exec('BEGIN EXCLUSIVE');
	const sessions = createSessions<UntypedData>({
		store: sqliteStore(path, { busyTimeout: 10_000 }),
		secret,
		deadline: 20_000,
	});
	context.after(async () => {
		await sessions.close();
		other.close();
		directory.remove();
	});
	const ann = new Visitor(sessions);
	const visit = ann.visit((session) => session.set('user', 'ann'));
	await setTimeout(50);
	other.exec('COMMIT');
	await visit;
	assert.equal(await ann.visit((session) => session.get('user')), 'ann');
});

test('requests that have given up waiting for a lock hold nobody up when it is released', async (context) => {
	const { ann, other } = await scene(context, { deadline: 1000, busyTimeout: 20_000 });
	other.exec('BEGIN IMMEDIATE');
	const requests = Array.from({ length: 300 }, () =>
		ann.copy().visit((session) =>
			assert.rejects(
				session.update('count', () => 1),
				SojournError,
			),
		),
	);
	await Promise.all(requests);
	other.exec('COMMIT');
	await ann.visit((session) => session.update('count', () => 2));
	assert.equal(await ann.visit((session) => session.get('count')), 2);
});

test('with busyTimeout 0 a call does not wait, and the next one tries anew', async (context) => {
	const { ann, other } = await scene(context, { deadline: 20_000, busyTimeout: 0 });
	other.exec('BEGIN IMMEDIATE');
	await ann.visit((session) =>
		assert.rejects(
			session.update('count', () => 1),
			unavailable,
		),
	);
	other.exec('COMMIT');
	await ann.visit((session) => session.update('count', () => 2));
	assert.equal(await ann.visit((session) => session.get('count')), 2);
});
