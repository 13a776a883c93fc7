import type { ServerResponse } from 'node:http';
import connect from 'connect';
import express from 'express';
import { nodeSession, nodeSessionErrors } from '../../src/adapters/node.ts';
import type { Session, UntypedData } from '../../src/index.ts';
import type { AdapterSubject } from '../../src/testing/adapter.ts';
import type { AdapterAnswer } from '../../src/testing/adapter-case.ts';
import { listen } from './node-server.ts';

/** The adapter around a handler of `node:http`, and as middleware of Connect and of Express. */
export const nodeSubjects: readonly AdapterSubject[] = [
	{
		name: 'node:http handler',
		start: (sessions, handler) =>
			listen(
				nodeSession(sessions, async (request, response, session) => {
					await writeAnswer(response, await handler(request.url ?? '/', session));
				}),
			),
	},
	{ name: 'Connect', start: startMiddleware(connect) },
	{ name: 'Express', start: startMiddleware(express) },
];

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

async function writeAnswer(response: ServerResponse, answer: AdapterAnswer): Promise<void> {
	const { status = 200, headers = {}, body = '' } = answer;
	if (typeof body === 'string') {
		response.writeHead(status, headers).end(body);
		return;
	}
	response.statusCode = status;
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	for await (const piece of body) {
		if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
	}
	response.end();
}
