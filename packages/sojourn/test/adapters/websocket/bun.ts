// A server of Bun that lets sockets open. Run by Bun.

import { createSessions, type Session, type UntypedData } from '../../../src/index.ts';
import { memoryStore } from '../../../src/stores/memory.ts';
import { secret } from '../../support/secret.ts';
import { beforeOpen, visit, whenOpen } from './visit.ts';

interface BunServer {
	readonly port: number;
	upgrade(request: Request, options: { readonly data: { readonly session: Session<UntypedData> } }): boolean;
	stop(closeConnections: boolean): Promise<void>;
}
interface BunSocket {
	readonly data: { readonly session: Session<UntypedData> };
	send(text: string): void;
}
declare const Bun: {
	serve(options: {
		readonly hostname: string;
		readonly port: number;
		fetch(request: Request, server: BunServer): Promise<Response | undefined>;
		readonly websocket: { open(socket: BunSocket): Promise<void>; message(): void };
	}): BunServer;
};

const sessions = createSessions({ store: memoryStore(), secret });
sessions.on('failed', (error) => console.log(`failed: ${'code' in error ? error.code : error}`));
const server = Bun.serve({
	hostname: '127.0.0.1',
	port: 0,
	fetch: sessions.handle(async (request, session, server: BunServer) => {
		if (request.url.endsWith('/sign-in')) await session.set('user', 'ann');
		if (!request.url.endsWith('/socket')) return Response.json(await session.all());
		await beforeOpen(session);
		server.upgrade(request, { data: { session } });
		return undefined;
	}),
	websocket: {
		async open(socket) {
			socket.send(await whenOpen(socket.data.session).catch((error) => error.code));
		},
		message() {},
	},
});
await visit(server.port);
await server.stop(true);
await sessions.close();
