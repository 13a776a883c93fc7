import type { IncomingMessage, ServerResponse } from 'node:http';

/** The request of `node:http` as a `Request`. */
export function toRequest(request: IncomingMessage): Request {
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
	return new Request(`http://${request.headers.host}${request.url}`, { method: request.method ?? 'GET', headers });
}

/** Sends a `Response` with the methods of `node:http`. */
export async function writeResponse(response: ServerResponse, answer: Response): Promise<void> {
	response.statusCode = answer.status;
	response.setHeaders(answer.headers);
	for await (const piece of answer.body ?? []) response.write(piece);
	response.end();
}
