import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { Sessions, UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { type AdapterHandler, type RunningAdapter, testAdapter } from '../../src/testing/adapter.ts';
import { toRequest, writeResponse } from './fetch-server.ts';

testAdapter(test, { name: 'fetch handler', start }, memoryStore);

async function start(sessions: Sessions<UntypedData>, handler: AdapterHandler): Promise<RunningAdapter> {
	const inner = sessions.handle(async (request, session) => {
		const { status = 200, headers = {}, body = '' } = await handler(new URL(request.url).pathname, session);
		const content = typeof body === 'string' ? body : streamOf(body);
		return new Response(status === 303 ? null : content, { status, headers });
	});
	const outer = sessions.handle((request) => inner(request));
	const server = createServer((request, response) => {
		outer(toRequest(request)).then(
			(answer) => writeResponse(response, answer),
			() => response.writeHead(500).end(),
		);
	});
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

/** A stream of texts in UTF-8. */
function streamOf(texts: AsyncIterable<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async start(controller) {
			for await (const text of texts) controller.enqueue(encoder.encode(text));
			controller.close();
		},
	});
}
