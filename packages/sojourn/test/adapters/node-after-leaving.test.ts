import { deepEqual, equal } from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { test } from 'node:test';
import connect from 'connect';
import { nodeSession, nodeSessionErrors } from '../../src/adapters/node.ts';
import { createSessions, type Session, type Sessions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Browser } from '../../src/testing/browser.ts';
import { secret } from '../support/secret.ts';
import { listen } from './node-server.ts';

type Work = (session: Session<UntypedData>, response: ServerResponse) => Promise<void>;

type Build = (sessions: Sessions<UntypedData>, handler: Work) => RequestListener;

const asHandler: Build = (sessions, handler) =>
	nodeSession(sessions, (_request, response, session) => handler(session, response));

const asMiddleware: Build = (sessions, handler) => {
	const app = connect();
	app.use(nodeSession(sessions));
	app.use((request, response, next) => {
		handler(request.session as Session<UntypedData>, response).catch(next);
	});
	app.use(nodeSessionErrors);
	return app;
};

interface Outcome {
	/** What is stored afterwards. */
	readonly stored: unknown;
	/** How often a change was told that was never saved. */
	readonly unsaved: number;
}

/** Lets a visitor with a session leave, and the handler do its work after that. */
async function workAfterLeaving(build: Build, work: Work, before: Work = async () => {}): Promise<Outcome> {
	const sessions = createSessions<UntypedData>({
		store: memoryStore(),
		secret,
		cookie: { secure: false },
	});
	let unsaved = 0;
	sessions.on('unsaved', () => {
		unsaved += 1;
	});
	sessions.on('failed', () => {});
	const leaving = new AbortController();
	const done = Promise.withResolvers<void>();
	const handlers: Readonly<Record<string, Work>> = {
		'/begin': async (session, response) => {
			await session.set('begun', true);
			response.end();
		},
		'/leave': async (session, response) => {
			try {
				await before(session, response);
				const closed = once(response, 'close');
				leaving.abort();
				await closed;
				await work(session, response);
			} finally {
				setImmediate(done.resolve);
			}
		},
		'/all': async (session, response) => {
			response.end(JSON.stringify(await session.all()));
		},
	};
	const server = await listen((request, response) => {
		build(sessions, handlers[request.url ?? ''] as Work)(request, response);
	});
	try {
		const ann = new Browser(server.url);
		await ann.open('/begin');
		await ann.open('/leave', { signal: leaving.signal }).catch(() => {});
		await done.promise;
		return { stored: JSON.parse((await ann.open('/all')).body), unsaved };
	} finally {
		await server.close();
		await sessions.close();
	}
}

const setLate: Work = (session) => session.set('late', true);

test('what a handler changes after its visitor has left is stored when it is done, without an answer too', async () => {
	deepEqual(await workAfterLeaving(asHandler, setLate), { stored: { begun: true, late: true }, unsaved: 0 });
});

test('what a handler changes before and after its visitor leaves is stored', async () => {
	const { stored } = await workAfterLeaving(asHandler, setLate, (session) => session.set('early', true));
	deepEqual(stored, { begun: true, early: true, late: true });
});

for (const [name, build] of Object.entries({ asHandler, asMiddleware })) {
	test(`what is changed after its visitor has left is stored when the answer is ended all the same (${name})`, async () => {
		const { stored } = await workAfterLeaving(build, async (session, response) => {
			await setLate(session, response);
			response.end();
		});
		deepEqual(stored, { begun: true, late: true });
	});
}

test('of a handler that fails after its visitor has left nothing is stored', async () => {
	const { stored } = await workAfterLeaving(asHandler, async (session, response) => {
		await setLate(session, response);
		throw new Error('after its visitor has left');
	});
	deepEqual(stored, { begun: true });
});

for (const [name, build] of Object.entries({ asHandler, asMiddleware })) {
	test(`of what was changed before its visitor left nothing is stored either, where the handler fails then (${name})`, async () => {
		const fail: Work = async () => {
			throw new Error('after its visitor has left');
		};
		const { stored } = await workAfterLeaving(build, fail, setLate);
		deepEqual(stored, { begun: true });
	});
}

test('what is changed after an answer has begun, and its visitor has left, is told once when it is never saved', async () => {
	const begin: Work = async (_session, response) => {
		response.flushHeaders();
	};
	deepEqual(await workAfterLeaving(asHandler, setLate, begin), { stored: { begun: true }, unsaved: 1 });
});

test('what is changed before its visitor leaves, and saved after that, is not told as forgotten', async () => {
	const { stored, unsaved } = await workAfterLeaving(
		asHandler,
		(session) => session.save(),
		async (session, response) => {
			await session.get('begun');
			response.flushHeaders();
			await setLate(session, response);
		},
	);
	deepEqual(stored, { begun: true, late: true });
	equal(unsaved, 0);
});
