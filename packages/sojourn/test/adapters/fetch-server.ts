import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Serve } from './fetch-application.ts';
import { listen } from './node-server.ts';

/** Answers the requests of `node:http` as fetch-style servers do. */
export const serveOnNode: Serve = (answer) =>
	listen(async (request, response) => {
		await writeResponse(response, await answer(toRequest(request)));
	});

function toRequest(request: IncomingMessage): Request {
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
	return new Request(`http://${request.headers.host}${request.url}`, { method: request.method ?? 'GET', headers });
}

async function writeResponse(response: ServerResponse, answer: Response): Promise<void> {
	response.statusCode = answer.status;
	response.setHeaders(answer.headers);
	for await (const piece of answer.body ?? []) response.write(piece);
	response.end();
}
