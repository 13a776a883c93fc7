import { equal, match } from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, constants, createServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { createSessions, type UntypedData } from '../../src/index.ts';
import { slowStore } from '../core/slow-store.ts';
import { secret } from '../support/secret.ts';

test('over HTTP/2 too, an answer that waits leaves with its cookie and the headers that it had when it ended, and a failed one is seen to be', async () => {
	const sessions = createSessions<UntypedData>({
		store: slowStore().store,
		secret,
	});
	const failures: Error[] = [];
	sessions.on('failed', (error) => failures.push(error));
	const serve = nodeSession(sessions, async ({ url }, response, session) => {
		await session.set('visited', true);
		if (url === '/fail') throw new Error('the handler fails');
		if (url === '/break-off') {
			response.write('a part');
			await session.save();
			throw new Error('the handler fails late');
		}
		response.setHeader('x-page', 'first');
		response.end('whole');
		response.setHeader('x-page', 'second');
		response.statusCode = 404;
	});
	// The types of node do not say that its HTTP/2 has the same methods.
	const server = createServer((request: Http2ServerRequest, response: Http2ServerResponse) =>
		serve(request as unknown as IncomingMessage, response as unknown as ServerResponse),
	);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const warnings: Error[] = [];
	const warned = (warning: Error): void => void warnings.push(warning);
	process.on('warning', warned);
	const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	try {
		const stream = client.request({ ':path': '/' }).setEncoding('utf8');
		const [headers] = await once(stream, 'response');
		equal((await stream.toArray()).join(''), 'whole');
		equal(headers[':status'], 200);
		equal(headers['x-page'], 'first');
		match(String(headers['set-cookie']), /^__Host-session=/);
		equal(failures.length, 0);
		const failed = client.request({ ':path': '/fail' });
		const [failedHeaders] = await once(failed, 'response');
		equal(failedHeaders[':status'], 500);
		equal((await failed.setEncoding('utf8').toArray()).join(''), 'Internal Server Error');
		equal(failures.length, 1);
		const brokenOff = client.request({ ':path': '/break-off' }).resume();
		await once(brokenOff, 'close').catch((error: Error) => match(error.message, /INTERNAL_ERROR/));
		equal(brokenOff.rstCode, constants.NGHTTP2_INTERNAL_ERROR, 'an answer that is broken off is not taken for whole');
		equal(warnings.join(), '', 'not of a reason, which HTTP/2 does not have, nor of a host that it names elsewhere');
	} finally {
		process.off('warning', warned);
		client.close();
		server.close();
	}
});
