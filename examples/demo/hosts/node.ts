import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createSessions } from 'sojourn';
import { nodeSession } from 'sojourn/node';
import type { Host, HostOptions } from '../hosts.ts';
import type { DemoRequest } from '../http.ts';
import { cookieName, type DemoData } from '../session-data.ts';

/** Serves the demo with `node:http` and `sojourn/node`. */
export async function startNode({ application, store, secret, port }: HostOptions): Promise<Host> {
	const sessions = createSessions<DemoData>({ store, secret, cookie: { name: cookieName, secure: 'auto' } });
	const server = createServer(
		nodeSession(sessions, async (incoming, response, session) => {
			const { status, headers, body } = await application({ request: requestOf(incoming), session, sessions });
			response.writeHead(status, headers).end(body);
		}),
	);
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
			await sessions.close();
		},
	};
}

function requestOf(incoming: IncomingMessage): DemoRequest {
	const header = (name: string): string | null => incoming.headers[name]?.toString() ?? null;
	return {
		method: incoming.method ?? 'GET',
		url: new URL(incoming.url ?? '/', `http://${header('host')}`),
		header,
		text: () => text(incoming),
	};
}
