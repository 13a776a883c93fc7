import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import connect from 'connect';
import express from 'express';
import { nodeSession, nodeSessionErrors } from '../../src/adapters/node.ts';
import type { Session, Sessions, UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import {
	type AdapterHandler,
	type AdapterSubject,
	type RunningAdapter,
	testAdapter,
} from '../../src/testing/adapter.ts';
import { writeAnswer } from './node-answer-writer.ts';

testAdapter(test, { name: 'node:http handler', start: startHandler }, memoryStore);
testAdapter(test, { name: 'Connect', start: startMiddleware(connect) }, memoryStore);
testAdapter(test, { name: 'Express', start: startMiddleware(express) }, memoryStore);

async function startHandler(sessions: Sessions<UntypedData>, handler: AdapterHandler): Promise<RunningAdapter> {
	return listen(
		nodeSession(sessions, async (request, response, session) => {
			await writeAnswer(response, await handler(request.url ?? '/', session));
		}),
	);
}

/** An application with the middleware in it twice, and an error handler of its own. */
function startMiddleware(createApplication: typeof connect | typeof express): AdapterSubject['start'] {
	return (sessions, handler) => {
		const app = createApplication() as connect.Server;
		app.use(nodeSession(sessions));
		app.use(nodeSession(sessions));
		app.use((request, response, next) => {
			const session = request.session as Session<UntypedData>;
			handler(request.url ?? '/', session)
				.then((answer) => writeAnswer(response, answer))
				.catch(next);
		});
		app.use(nodeSessionErrors);
		app.use((_error: unknown, _request: unknown, response: ServerResponse, _next: unknown) => {
			response.writeHead(500).end();
		});
		return listen(app);
	};
}

async function listen(listener: RequestListener): Promise<RunningAdapter> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		close: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}
