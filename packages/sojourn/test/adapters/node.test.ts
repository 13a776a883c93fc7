import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { nodeSession, nodeSessionErrors } from '../../src/adapters/node.ts';
import type { Session, Sessions, UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { type AdapterHandler, type RunningAdapter, testAdapter } from '../../src/testing/adapter.ts';
import { writeAnswer } from './node-answer-writer.ts';

testAdapter(test, { name: 'node:http handler', start: startHandler }, memoryStore);
testAdapter(test, { name: 'Connect middleware', start: startMiddleware }, memoryStore);

async function startHandler(sessions: Sessions<UntypedData>, handler: AdapterHandler): Promise<RunningAdapter> {
	return listen(
		nodeSession(sessions, async (request, response, session) => {
			await writeAnswer(response, await handler(request.url ?? '/', session));
		}),
	);
}

/** As Connect and Express call it: twice over one request, and with an error handler of the application's own. */
async function startMiddleware(sessions: Sessions<UntypedData>, handler: AdapterHandler): Promise<RunningAdapter> {
	const middleware = nodeSession(sessions);
	return listen((request, response) => {
		middleware(request, response, () => {
			middleware(request, response, () => {
				const session = request.session as Session<UntypedData>;
				handler(request.url ?? '/', session)
					.then((answer) => writeAnswer(response, answer))
					.catch((error: unknown) => {
						nodeSessionErrors(error, request, response, () => response.writeHead(500).end());
					});
			});
		});
	});
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
