import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { type NodeHandler, nodeSession } from '../../src/adapters/node.ts';
import { createSessions, type UntypedData } from '../../src/index.ts';
import { sqliteStore } from '../../src/stores/sqlite.ts';
import { Browser, type Page } from '../../src/testing/browser.ts';
import { secret } from '../support/secret.ts';
import { listen } from './node-server.ts';

interface Scene {
	readonly ann: Browser;
	/** What the listeners of `failed` were told. */
	readonly failures: Error[];
	/** Keeps others from writing to the database of the sessions, until `unlock`. */
	lock(): void;
	unlock(): void;
}

/** A server whose sessions are in a real database, which another connection can lock. */
async function inScene(
	handler: (scene: Scene, ...parameters: Parameters<NodeHandler<UntypedData>>) => unknown,
	run: (scene: Scene) => Promise<void>,
	inFront: (response: ServerResponse) => void = () => {},
): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'sojourn-'));
	const file = join(folder, 'sessions.db');
	const sessions = createSessions<UntypedData>({
		store: sqliteStore(file, { busyTimeout: 0 }),
		secret,
		cookie: { secure: false },
		deadline: 100,
	});
	const failures: Error[] = [];
	sessions.on('failed', (error) => failures.push(error));
	sessions.on('storeError', () => {});
	await sessions.purgeExpired();
	const other = new DatabaseSync(file);
	const application = nodeSession(sessions, (...parameters) => handler(scene, ...parameters));
	const server = await listen((request, response) => {
		inFront(response);
		return application(request, response);
	});
	const scene: Scene = {
		ann: new Browser(server.url),
		failures,
		lock: () => other.exec('BEGIN IMMEDIATE'),
		unlock: () => other.exec('ROLLBACK'),
	};
	try {
		await run(scene);
	} finally {
		await server.close();
		await sessions.close();
		other.close();
		await rm(folder, { recursive: true });
	}
}

const writers: Readonly<Record<string, (response: ServerResponse) => Promise<unknown>>> = {
	async 'writes piece after piece without waiting'(response) {
		const written = Array.from({ length: 20 }, () => promiseOf((done) => response.write('piece', done)));
		await Promise.allSettled(written);
		response.writeHead(200);
		response.flushHeaders();
		response.write('late');
		response.end('later');
	},
	async 'waits for each piece to be written'(response) {
		const outcomes: boolean[] = [];
		for (let count = 0; count < 3; count += 1) {
			outcomes.push(
				await promiseOf((done) => response.write('piece', done)).then(
					() => true,
					() => false,
				),
			);
		}
		deepEqual(outcomes, [false, false, false], 'Each is told that it was not written.');
		await promiseOf((done) => response.end('the end', done)).catch(() => {});
	},
	async 'waits for drain'(response) {
		for (let count = 0; count < 3; count += 1) {
			if (!response.write('piece')) await once(response, 'drain');
		}
		response.end();
	},
	async 'waits for its end'(response) {
		await promiseOf((done) => response.end('the end', 'utf8', done)).catch(() => {});
	},
	async 'pipes a stream'(response) {
		const source = Readable.from(Array.from({ length: 20 }, () => 'piece'));
		source.pipe(response);
		await once(response, 'close');
	},
};

for (const [what, write] of Object.entries(writers)) {
	test(`a session that cannot be stored is answered with 500, and the handler ends, when it ${what}`, async () => {
		const ended = Promise.withResolvers<void>();
		await inScene(
			async (_scene, request, response, session) => {
				await session.set('user', 'ann');
				if (request.url === '/write') await write(response).then(() => ended.resolve(), ended.reject);
				else response.end();
			},
			async ({ ann, failures, lock, unlock }) => {
				lock();
				const page = await ann.open('/write');
				await ended.promise;
				unlock();
				deepEqual([page.status, page.body, ann.cookies.size], [500, 'Internal Server Error', 0]);
				equal(failures.length, 1, 'It is told once.');
				equal((await ann.open('/')).status, 200, 'And the server goes on.');
			},
		);
	});
}

/** As middleware does that changes what is sent. */
function endByWriting(response: ServerResponse): void {
	const { end } = response;
	response.end = function (this: ServerResponse, chunk: unknown) {
		this.write(chunk);
		return Reflect.apply(end, this, []);
	};
}

test('a session that cannot be stored is answered with 500 also through an end in front that writes', async () => {
	await inScene(
		async (_scene, _request, response, session) => {
			await session.set('user', 'ann');
			response.end('done');
		},
		async ({ ann, lock, unlock }) => {
			lock();
			const failed = await ann.open('/');
			unlock();
			deepEqual([failed.status, failed.body, ann.cookies.size], [500, 'Internal Server Error', 0]);
			const { status, body } = await ann.open('/');
			deepEqual([status, body], [200, 'done'], 'And the server goes on.');
		},
		endByWriting,
	);
});

const failingAfterNewId: Readonly<Record<string, NodeHandler<UntypedData>>> = {
	'the commit fails': async (_request, response, session) => {
		await session.set('page', 1);
		response.setHeader('x-application', 'yes');
		response.end('done');
	},
	'the handler throws': () => {
		throw new Error('the handler fails');
	},
	'what is written is nothing that can be written': async (_request, response, session) => {
		await session.set('page', 1);
		response.end({} as string);
	},
};

for (const [what, fail] of Object.entries(failingAfterNewId)) {
	test(`a visitor whose session has moved to another id keeps it when ${what}`, async () => {
		await inScene(
			async ({ lock }, request, response, session) => {
				if (request.url === '/set') await session.set('user', 'ann');
				if (request.url !== '/move') {
					response.end(String(await session.get('user')));
					return;
				}
				await session.regenerate();
				await session.save();
				if (what === 'the commit fails') lock();
				await fail(request, response, session);
			},
			async ({ ann, failures, unlock }) => {
				await ann.open('/set');
				const before = [...ann.cookies.values()];
				const page: Page = await ann.open('/move');
				if (what === 'the commit fails') unlock();
				deepEqual([page.status, page.headers.get('x-application')], [500, null]);
				ok(before[0] !== [...ann.cookies.values()][0], 'The cookie of the new id left with the failure.');
				equal((await ann.open('/get')).body, 'ann');
				equal(failures.length, 1, 'It is told once.');
			},
		);
	});
}

function promiseOf(begin: (done: (error?: Error | null) => void) => unknown): Promise<void> {
	return new Promise((resolve, reject) => {
		begin((error) => (error ? reject(error) : resolve()));
	});
}
