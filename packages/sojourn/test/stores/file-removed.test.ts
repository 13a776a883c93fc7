import assert from 'node:assert/strict';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileStore } from '../../src/file.ts';
import { createSessions, type Sessions, type Store, type UntypedData } from '../../src/index.ts';
import { call, keyOf, minute, record } from '../../src/testing/records.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const now = Date.now();

interface Scene {
	readonly path: string;
	/** As two processes would have them. */
	readonly stores: readonly Store[];
	readonly servers: readonly Sessions<UntypedData>[];
	/** Has a session. */
	readonly ann: Visitor;
}

async function scene(context: TestContext): Promise<Scene> {
	const directory = temporaryDirectory();
	const path = join(directory.path, 'sessions');
	const stores = [fileStore(path), fileStore(path)];
	const servers = stores.map((store) => createSessions<UntypedData>({ store, secret }));
	context.after(() => directory.remove());
	for (const server of servers) server.on('failed', () => {});
	const [server] = servers as [Sessions<UntypedData>];
	const ann = new Visitor(server);
	await ann.visit(async (session) => {
		await session.set('user', 'ann');
		await session.identify('ann');
	});
	for (const other of servers) assert.equal(await ann.copy(other).visit((session) => session.get('user')), 'ann');
	return { path, stores, servers, ann };
}

const removals: Readonly<Record<string, (path: string) => readonly string[]>> = {
	'the folder': (path) => [path],
	'what the store has made of it': (path) => [join(path, 'sojourn')],
	'the content of the folder': (path) => insideOf(join(path, 'sojourn')),
	'the mark of the folder': (path) => [join(path, 'sojourn', 'format')],
	'the folder of records': (path) => [join(path, 'sojourn', 'records')],
	'the content of the folder of records': (path) => insideOf(join(path, 'sojourn', 'records')),
	'the folder of subjects': (path) => [join(path, 'sojourn', 'subjects')],
	'the folder of expiries': (path) => [join(path, 'sojourn', 'expiries')],
};

function insideOf(path: string): readonly string[] {
	return readdirSync(path).map((name) => join(path, name));
}

for (const [what, pathsIn] of Object.entries(removals)) {
	test(`${what} is removed while two servers run: both go on at once`, async (context) => {
		const { path, stores, servers, ann } = await scene(context);
		for (const removed of pathsIn(path)) rmSync(removed, { recursive: true });

		const isKept = /mark|subjects|expiries/.test(what);
		for (const server of servers) {
			const user = await ann.copy(server).visit((session) => session.get('user'));
			assert.equal(user, isKept ? 'ann' : null);
			const bob = new Visitor(server);
			await bob.visit(async (session) => {
				await session.set('user', 'bob');
				await session.identify('bob');
			});
			assert.equal(bob.last.status, 200);
			for (const other of servers) {
				assert.equal(await bob.copy(other).visit((session) => session.get('user')), 'bob');
				assert.equal((await other.list('bob')).length, 1);
			}
			assert.equal(await server.revokeAll('bob'), 1);
			assert.equal(await bob.visit((session) => session.get('user')), null);
		}
		for (const [index, store] of stores.entries()) {
			await store.create(keyOf(index), record(now + minute), call(now));
			assert.equal(await store.purge(10, call(now + 2 * minute)), 1);
		}
	});
}

test('while the folder is gone there are no sessions, and every question is answered so', async (context) => {
	const { path, servers, stores } = await scene(context);
	const [server] = servers as [Sessions<UntypedData>];
	const [store] = stores as [Store];
	const questions: Readonly<Record<string, () => unknown>> = {
		list: () => server.list('ann'),
		revokeAll: () => server.revokeAll('ann'),
		purgeExpired: () => server.purgeExpired(),
		count: () => store.count(call(now)),
		scan: () => store.scan(null, 10, call(now)),
		delete: () => store.delete(keyOf(1), null, call(now)),
		touch: () => store.touch(keyOf(1), now + minute, 1, call(now)),
	};
	const answers: Record<string, unknown> = {};
	for (const [name, ask] of Object.entries(questions)) {
		rmSync(path, { recursive: true });
		answers[name] = await ask();
	}
	const none = { entries: [], cursor: null };
	assert.deepEqual(answers, {
		list: [],
		revokeAll: 0,
		purgeExpired: 0,
		count: 0,
		scan: none,
		delete: 'missing',
		touch: false,
	});
});

test('a folder that is not ours is left alone also when it comes in the place of ours', async (context) => {
	const { path, stores, ann } = await scene(context);
	const root = join(path, 'sojourn');
	rmSync(root, { recursive: true });
	mkdirSync(root);
	writeFileSync(join(root, 'notes'), 'mine');
	await ann.visit((session) => assert.rejects(session.get('user'), { code: 'SOJOURN_STORE_SCHEMA' }));
	for (const store of stores) {
		const subjects = [null, 'ben'];
		for (const subject of subjects) {
			await assert.rejects(async () => store.create(keyOf(1), record(now + minute, { subject }), call(now)), {
				code: 'SOJOURN_STORE_SCHEMA',
			});
		}
		await assert.rejects(async () => store.findBySubject('ann', 100, call(now)), { code: 'SOJOURN_STORE_SCHEMA' });
	}
	assert.deepEqual(readdirSync(path), ['sojourn']);
	assert.deepEqual(readdirSync(root), ['notes']);
});

test('while the volume of the folder is not mounted, requests fail, and nobody is taken for signed out', async (context) => {
	const { path, servers, ann } = await scene(context);
	const [server] = servers as [Sessions<UntypedData>];
	const away = join(path, '..', 'away');
	renameSync(path, away);
	// A directory of another file system, in which nothing can be made.
	symlinkSync('/dev/fd', path);
	assert.notEqual(statSync('/dev/fd').dev, statSync(tmpdir()).dev);
	const unavailable = { code: 'SOJOURN_STORE_UNAVAILABLE' };
	await ann.copy().visit((session) => assert.rejects(session.get('user'), unavailable));
	assert.equal(await new Visitor(server).statusOf((session) => session.set('user', 'bob')), 500);
	await assert.rejects(server.revokeAll('ann'), unavailable);
	await assert.rejects(server.purgeExpired(), unavailable);

	unlinkSync(path);
	renameSync(away, path);
	assert.ok(existsSync(join(path, 'sojourn')));
	assert.equal(await ann.visit((session) => session.get('user')), 'ann');
});
