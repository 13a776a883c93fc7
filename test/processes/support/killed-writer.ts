import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createSessions, type Session, type Sessions, type UntypedData } from 'sojourn';
import { ageBy, remainsOf } from './remains.ts';
import { newPlace, openStore, type SharedStore } from './shared-stores.ts';
import { subjectOf, subjects, textOf, type WriterLine, type WriterTask } from './writer.ts';

const secret = 'a secret for tests, long enough to be one';
const writerFile = join(import.meta.dirname, 'writer.ts');

/** How many changes a process is seen to make, at most, and milliseconds, at most, from the last of them to its end. */
const mostChanges = 30;
const longestDelay = 10;

/** Milliseconds that a session lives, at most. */
const longestSession = 86_400_000;

/** Milliseconds after which all that a killed process has left is removed. */
const twoHours = 7_200_000;

/** What was acknowledged, by every process so far. */
interface Acknowledged {
	/** The count of each session. */
	readonly counts: number[];
	/** The session that was begun and not destroyed, if there is one. */
	open: string | null;
	/** The sessions that this process has destroyed. */
	destroyed: string[];
	/** The session that moves from one id to the next. */
	moving: { cookie: string; step: number };
	/** The sessions that expire by themselves. */
	readonly left: string[];
	/** How many changes that were in all. */
	changes: number;
	purged: number;
}

/** Registers the test of so many processes, one after the other, that are killed while they write. */
export function testKilledWriter(kind: SharedStore['kind'], kills: number): void {
	test(`kill -9 of a writing process on ${kind}: every acknowledged change is there, nothing is torn, and the next one goes on`, async (t) => {
		await using place = await newPlace(kind);
		const acknowledged = await inOwnManager(place.store, begin);
		const cookies = acknowledged.cookies;
		for (let kill = 0; kill < kills; kill += 1) {
			acknowledged.destroyed = [];
			await writeUntilKilled({ store: place.store, secret, cookies, moving: acknowledged.moving }, acknowledged);
			// Opened anew, as by a server that is started again: nobody else has it open then.
			await inOwnManager(place.store, (sessions) => check(sessions, cookies, acknowledged));
		}
		await checkExpired(place.store, acknowledged);
		t.diagnostic(
			`After ${kills} kills all of ${acknowledged.changes} acknowledged changes were there, none was torn, and nothing was left of sessions that had ended; ${acknowledged.purged} expired ones were removed under it.`,
		);
	});
}

async function inOwnManager<T>(
	shared: SharedStore,
	run: (sessions: Sessions<UntypedData>) => Promise<T>,
	clock: () => number = Date.now,
): Promise<T> {
	const { store } = await openStore(shared);
	const sessions = createSessions<UntypedData>({ store, secret, deadline: 30_000, clock });
	try {
		return await run(sessions);
	} finally {
		await sessions.close();
	}
}

async function writeUntilKilled(task: WriterTask, acknowledged: Acknowledged): Promise<void> {
	const writer = spawn(process.execPath, [writerFile, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = once(writer, 'close');
	const enough = acknowledged.changes + randomInt(1, mostChanges);
	let killing: Promise<void> | null = null;
	for await (const line of createInterface(writer.stdout)) {
		note(acknowledged, JSON.parse(line) as WriterLine);
		if (acknowledged.changes < enough) continue;
		killing ??= setTimeout(Math.random() * longestDelay).then(() => void writer.kill('SIGKILL'));
	}
	await Promise.all([ended, killing]);
	assert.equal(writer.signalCode, 'SIGKILL', 'it was writing until it was killed');
}

function note(acknowledged: Acknowledged, said: WriterLine): void {
	if (said.kind === 'purged') {
		acknowledged.purged += said.count;
		return;
	}
	acknowledged.changes += 1;
	switch (said.kind) {
		case 'counted':
			acknowledged.counts[said.index] = said.count;
			break;
		case 'begun':
			acknowledged.open = said.cookie;
			break;
		case 'destroyed':
			acknowledged.open = null;
			acknowledged.destroyed.push(said.cookie);
			break;
		case 'moved':
			acknowledged.moving = { cookie: said.cookie, step: said.step };
			break;
		case 'left':
			acknowledged.left.push(said.cookie);
			break;
	}
}

/** What was under way when the process was killed may be there or not, as a whole. */
async function check(sessions: Sessions<UntypedData>, cookies: readonly string[], said: Acknowledged): Promise<void> {
	for (const [index, cookie] of cookies.entries()) {
		const { count, text } = await sessions.open(cookie).all();
		const acknowledged = said.counts[index] ?? 0;
		assert.ok(count === acknowledged || count === acknowledged + 1, `${count} of ${acknowledged} acknowledged`);
		assert.equal(text, textOf(count), 'a change is there as a whole');
		said.counts[index] = count;
	}
	for (const cookie of said.destroyed)
		assert.equal(await sessions.open(cookie).get('user'), null, 'what ended has ended');
	if (said.open !== null) {
		const user = await sessions.open(said.open).get('user');
		assert.ok(user === 'ann' || user === null, 'a session that was being destroyed is there as a whole, or not at all');
	}
	said.moving = await checkMoving(sessions, said.moving);
}

/**
 * The session stands under the id that was acknowledged, or has gone on to the next one. Its subject finds it either
 * way, and can end it. Answers another one for the next process.
 */
async function checkMoving(
	sessions: Sessions<UntypedData>,
	{ cookie, step }: Acknowledged['moving'],
): Promise<Acknowledged['moving']> {
	const session = sessions.open(cookie);
	const stands = (await session.get('step')) === step;
	if (!stands) assert.deepEqual(await session.all(), {}, 'a session that has gone on leaves nothing under its old id');
	const found = await sessions.list(subjectOf(stands ? step : step + 1));
	assert.ok(found.length > 0, 'its subject finds a session, wherever it was on its way');
	if (stands) assert.ok(found.some(({ id }) => id === session.id));
	for (const subject of subjects) {
		await sessions.revokeAll(subject);
		assert.deepEqual(await sessions.list(subject), []);
	}
	assert.deepEqual(await sessions.open(cookie).all(), {}, 'what was revoked has ended');
	return beginMoving(sessions);
}

/** When every session has expired, none is there, and nothing is left of them on the disk. */
async function checkExpired(store: SharedStore, { left, counts }: Acknowledged): Promise<void> {
	const clock = (): number => Date.now() + longestSession + twoHours;
	await ageBy(longestSession + twoHours, store);
	await inOwnManager(
		store,
		async (sessions) => {
			for (const cookie of left) assert.deepEqual(await sessions.open(cookie).all(), {});
			for (const subject of subjects) assert.deepEqual(await sessions.list(subject), []);
			assert.ok((await sessions.purgeExpired()) >= counts.length);
		},
		clock,
	);
	assert.deepEqual(await remainsOf(store), []);
}

async function begin(sessions: Sessions<UntypedData>): Promise<Acknowledged & { readonly cookies: readonly string[] }> {
	const cookies = await Promise.all(
		Array.from({ length: 4 }, () =>
			answered(sessions, async (session) => {
				await session.set('count', 0);
				await session.set('text', textOf(0));
			}),
		),
	);
	const moving = await beginMoving(sessions);
	const counts = cookies.map(() => 0);
	return { cookies, counts, open: null, destroyed: [], moving, left: [], changes: 0, purged: 0 };
}

async function beginMoving(sessions: Sessions<UntypedData>): Promise<Acknowledged['moving']> {
	const cookie = await answered(sessions, async (session) => {
		await session.identify(subjectOf(0));
		await session.set('step', 0);
	});
	return { cookie, step: 0 };
}

/** Makes a session, and answers its Cookie header. */
async function answered(
	sessions: Sessions<UntypedData>,
	act: (session: Session<UntypedData>) => Promise<void>,
): Promise<string> {
	const session = sessions.open(null);
	await act(session);
	const headers = new Headers();
	await sessions.commit(session, headers);
	return headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}
