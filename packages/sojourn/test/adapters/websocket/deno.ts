// A server of Deno that lets sockets open. Run by Deno.

import { createSessions } from '../../../src/index.ts';
import { memoryStore } from '../../../src/stores/memory.ts';
import { secret } from '../../support/secret.ts';
import { beforeOpen, visit, whenOpen } from './visit.ts';

declare const Deno: {
	serve(
		options: { readonly hostname: string; readonly port: number; onListen(): void },
		handler: (request: Request) => Promise<Response>,
	): { readonly addr: { readonly port: number }; shutdown(): Promise<void> };
	upgradeWebSocket(request: Request): { readonly socket: WebSocket; readonly response: Response };
};

const sessions = createSessions({ store: memoryStore(), secret });
sessions.on('failed', (error) => console.log(`failed: ${'code' in error ? error.code : error}`));
const server = Deno.serve(
	{ hostname: '127.0.0.1', port: 0, onListen() {} },
	sessions.handle(async (request, session) => {
		if (request.url.endsWith('/sign-in')) await session.set('user', 'ann');
		if (!request.url.endsWith('/socket')) return Response.json(await session.all());
		await beforeOpen(session);
		const { socket, response } = Deno.upgradeWebSocket(request);
		socket.onopen = async () => socket.send(await whenOpen(session).catch((error) => error.code));
		return response;
	}),
);
await visit(server.addr.port);
await server.shutdown();
await sessions.close();
