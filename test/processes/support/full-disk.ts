// A server process whose disk is full for a while. It is given a store and the folder of a small disk as its arguments, and
// prints in a sentence what came of it.

import assert from 'node:assert/strict';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createSessions, type Session, SojournError, type UntypedData } from 'sojourn';
import { remainsOf } from './remains.ts';
import { openStore, type SharedStore } from './shared-stores.ts';

const hour = 3_600_000;
const day = 24 * hour;

const [kind, disk = ''] = process.argv.slice(2) as [SharedStore['kind'], string];
const shared: SharedStore = { kind, location: join(disk, kind === 'file' ? 'sessions' : 'sessions.db') };
const ballast = join(disk, 'ballast');

let time = Date.now();
const { store } = await openStore(shared);
const sessions = createSessions<UntypedData>({
	store,
	secret: 'a secret for tests, long enough to be one',
	clock: () => time,
});
const storeErrors: Error[] = [];
sessions.on('storeError', (error) => storeErrors.push(error));
sessions.on('failed', () => {});

let refused = 0;

/** Makes a request; answers the cookie of its answer, or null where there is none. */
async function visit(
	cookie: string | null,
	act: (session: Session<UntypedData>) => Promise<unknown>,
): Promise<{ readonly status: number; readonly cookie: string | null }> {
	const handler = sessions.handle(async (_, session) => {
		await act(session);
		return new Response('the page');
	});
	const headers = cookie === null ? {} : { cookie };
	const response = await handler(new Request('https://example.test/', { headers }));
	const line = response.headers.getSetCookie()[0];
	return { status: response.status, cookie: line?.split(';', 1)[0] ?? null };
}

/** What a session that was begun before holds. */
function textOf(index: number): string {
	return `${index} `.repeat(200);
}

function fillDisk(): void {
	const file = openSync(ballast, 'a');
	try {
		for (const size of [65_536, 4096, 1]) {
			try {
				for (;;) writeSync(file, Buffer.alloc(size));
			} catch (error) {
				assert.equal(codeOf(error), 'ENOSPC');
			}
		}
	} finally {
		closeSync(file);
	}
}

function codeOf(error: unknown): unknown {
	return (error as { readonly code?: unknown } | null)?.code;
}

/** https://www.sqlite.org/rescode.html: `SQLITE_FULL`, as `node:sqlite` says it. */
function isFull(cause: unknown): boolean {
	return codeOf(cause) === 'ENOSPC' || (cause as { readonly errcode?: unknown }).errcode === 13;
}

/** A change that is refused fails visibly and changes nothing; where there was a little room yet it is done. */
async function tryChange(
	cookie: string | null,
	act: (session: Session<UntypedData>) => Promise<unknown>,
): Promise<'done' | 'refused'> {
	const before = storeErrors.length;
	let thrown: unknown = null;
	const answer = await visit(cookie, act).catch((error: unknown) => {
		thrown = error;
		return { status: 500, cookie: null };
	});
	if (answer.status === 200) return 'done';
	refused += 1;
	assert.equal(answer.status, 500);
	assert.equal(answer.cookie, null, 'a change that was refused sets no cookie');
	const error = thrown ?? storeErrors[before];
	assert.ok(error instanceof SojournError, String(error));
	assert.equal(error.code, 'SOJOURN_STORE_UNAVAILABLE');
	assert.ok(isFull(error.cause), `the cause is that the disk is full: ${String(error.cause)}`);
	return 'refused';
}

async function begin(index: number): Promise<string> {
	const { status, cookie } = await visit(null, async (session) => {
		await session.identify('ann');
		await session.set('value', textOf(index));
	});
	assert.equal(status, 200);
	assert.ok(cookie !== null);
	return cookie;
}

async function demandIntact(cookies: readonly string[]): Promise<void> {
	for (const [index, cookie] of cookies.entries()) {
		assert.deepEqual(await sessions.open(cookie).all(), { value: textOf(index) });
	}
	const found = await sessions.list('ann');
	assert.equal(found.length, cookies.length);
}

async function demandNoDrafts(): Promise<void> {
	const names = await readdir(disk, { recursive: true });
	const drafts = names.filter((name) => /draft-|sojourn\.[0-9a-f]{8}-/.test(name));
	assert.deepEqual(drafts, [], 'nothing half written is left');
}

// A store that is used for the first time while the disk is full.
fillDisk();
assert.equal(await tryChange(null, (session) => session.set('value', textOf(0))), 'refused');
await demandNoDrafts();
rmSync(ballast);

const cookies: string[] = [];
for (let index = 0; index < 20; index += 1) cookies.push(await begin(index));
const leaving = await begin(20);
const leavingBrief = await visit(null, async (session) => {
	await session.set('value', 'brief');
	await session.setMaxAge(60);
});
assert.ok(leavingBrief.cookie !== null);

fillDisk();
const changes: Record<string, (session: Session<UntypedData>) => Promise<unknown>> = {
	set: (session) => session.set('value', textOf(1000).repeat(20)),
	update: (session) => session.update('value', () => textOf(1000).repeat(20)),
	flash: (session) => session.flash('message', textOf(1000).repeat(20)),
	regenerate: (session) => session.regenerate(),
	identify: (session) => session.identify('ben'),
};
const [first = ''] = cookies;
for (const [name, change] of Object.entries(changes)) {
	assert.equal(await tryChange(first, change), 'refused', name);
	assert.equal(
		await tryChange(null, async (session) => {
			await session.set('value', textOf(1000).repeat(20));
			await change(session);
		}),
		'refused',
		`${name} of a new session`,
	);
}
await demandNoDrafts();
const ended = await tryChange(leaving, (session) => session.destroy());
if (kind === 'file') assert.equal(ended, 'done', 'to end a session takes no room');
const all = ended === 'done' ? cookies : [...cookies, leaving];
await demandIntact(all);

// A renewal that the disk has no room for fails no request.
time += hour;
assert.equal((await visit(first, (session) => session.get('value'))).status, 200);
const purged = await sessions.purgeExpired().then(
	(count) => count,
	(error: unknown) => {
		assert.ok(error instanceof SojournError && isFull(error.cause), String(error));
		return null;
	},
);
if (kind === 'file') assert.equal(purged, 1, 'to remove what has expired takes no room');
await demandIntact(all);

rmSync(ballast);
await demandIntact(all);
for (const cookie of all) {
	assert.equal((await visit(cookie, (session) => session.update('value', (value) => `${value}!`))).status, 200);
}
for (const [index, cookie] of all.entries()) {
	assert.deepEqual(await sessions.open(cookie).all(), { value: `${textOf(index)}!` });
}
await begin(100);
assert.equal((await visit(leaving, (session) => session.destroy())).status, 200);
assert.deepEqual(await sessions.open(leaving).all(), {});
await sessions.purgeExpired();
await sessions.revokeAll('ann');
assert.deepEqual(await sessions.list('ann'), []);

time += 3 * day;
await sessions.purgeExpired();
await sessions.close();
assert.deepEqual(await remainsOf(shared), []);
const room =
	ended === 'done' && purged !== null ? 'Log-out and the removal of expired ones went on' : 'Log-out was refused too';
console.log(
	`While the disk was full ${refused} changes were refused and every session was read whole. ${room}. With room again all went on.`,
);
