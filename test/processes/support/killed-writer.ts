import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createSessions, type Sessions, type UntypedData } from 'sojourn';
import { newPlace, openStore, type SharedStore } from './shared-stores.ts';
import { textOf, type WriterLine, type WriterTask } from './writer.ts';

const secret = 'a secret for tests, long enough to be one';
const writerFile = join(import.meta.dirname, 'writer.ts');

/** Milliseconds, at most, from the first answer of a process to its end. */
const longestLife = 60;

/** What was acknowledged, by every process so far. */
interface Acknowledged {
	/** The count of each session. */
	readonly counts: number[];
	/** The session that was begun and not destroyed, if there is one. */
	open: string | null;
	/** The sessions that this process has destroyed. */
	destroyed: string[];
}

/** Registers the test of so many processes, one after the other, that are killed while they write. */
export function testKilledWriter(kind: SharedStore['kind'], kills: number): void {
	test(`kill -9 of a writing process on ${kind}: every acknowledged change is there, nothing is torn, and the next one goes on`, async (t) => {
		await using place = await newPlace(kind);
		const { store } = await openStore(place.store);
		const sessions = createSessions<UntypedData>({ store, secret, deadline: 30_000 });
		const cookies = await Promise.all(Array.from({ length: 4 }, () => begin(sessions)));
		const acknowledged: Acknowledged = { counts: cookies.map(() => 0), open: null, destroyed: [] };
		for (let kill = 0; kill < kills; kill += 1) {
			acknowledged.destroyed = [];
			await writeUntilKilled({ store: place.store, secret, cookies }, acknowledged);
			await check(sessions, cookies, acknowledged);
		}
		await sessions.close();
		const changes = acknowledged.counts.reduce((sum, count) => sum + count, 0);
		t.diagnostic(`After ${kills} kills all of ${changes} acknowledged changes were there, and none was torn.`);
	});
}

async function writeUntilKilled(task: WriterTask, acknowledged: Acknowledged): Promise<void> {
	const writer = spawn(process.execPath, [writerFile, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = once(writer, 'close');
	let killing: Promise<void> | null = null;
	for await (const line of createInterface(writer.stdout)) {
		killing ??= setTimeout(Math.random() * longestLife).then(() => void writer.kill('SIGKILL'));
		note(acknowledged, line);
	}
	await Promise.all([ended, killing]);
	assert.equal(writer.signalCode, 'SIGKILL', 'it was writing until it was killed');
}

function note(acknowledged: Acknowledged, line: string): void {
	const said = JSON.parse(line) as WriterLine;
	if (said.kind === 'counted') acknowledged.counts[said.index] = said.count;
	else if (said.kind === 'begun') acknowledged.open = said.cookie;
	else {
		acknowledged.open = null;
		acknowledged.destroyed.push(said.cookie);
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
}

async function begin(sessions: Sessions<UntypedData>): Promise<string> {
	const session = sessions.open(null);
	await session.set('count', 0);
	await session.set('text', textOf(0));
	const headers = new Headers();
	await sessions.commit(session, headers);
	return headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}
