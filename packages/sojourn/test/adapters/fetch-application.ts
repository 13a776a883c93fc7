import type { AdapterSubject, RunningAdapter } from '../../src/testing/adapter.ts';

/** How a runtime serves: whatever comes in is answered by `answer`. */
export type Serve = (answer: (request: Request) => Promise<Response>) => Promise<RunningAdapter>;

/** An application of `handle`, twice over one request, on the server of some runtime. */
export function fetchSubject(serve: Serve): AdapterSubject {
	return {
		name: 'fetch handler',
		start(sessions, handler) {
			const inner = sessions.handle(async (request, session) => {
				const { status = 200, headers = {}, body = '' } = await handler(new URL(request.url).pathname, session);
				const content = typeof body === 'string' ? body : streamOf(body);
				return new Response(status === 303 ? null : content, { status, headers });
			});
			const outer = sessions.handle((request) => inner(request));
			return serve((request) => outer(request).catch(() => new Response(null, { status: 500 })));
		},
	};
}

function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
	const iterator = pieces[Symbol.asyncIterator]();
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await iterator.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
	});
}
