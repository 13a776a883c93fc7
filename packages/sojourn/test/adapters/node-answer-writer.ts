import type { ServerResponse } from 'node:http';
import type { AdapterAnswer } from '../../src/testing/adapter.ts';

/** Writes what a handler of the kit answers with the methods of `node:http`. */
export async function writeAnswer(response: ServerResponse, answer: AdapterAnswer): Promise<void> {
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
