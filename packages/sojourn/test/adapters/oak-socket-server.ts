import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Request } from '@oakserver/oak';

type ServerRequest = Request['originalRequest'];

/** What a client's key is answered with (RFC 6455, section 1.3). */
const acceptGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * A server for Oak that opens sockets. Of Oak's own only the one for Deno does, and the package on npm cannot start
 * that one. All it does is the handshake.
 */
export class SocketServer {
	readonly #port: number;
	readonly #server = createServer();
	#take: (request: SocketRequest) => void = () => {};

	constructor(_app: unknown, { port = 0, signal }: { readonly port?: number; readonly signal?: AbortSignal }) {
		this.#port = port;
		signal?.addEventListener('abort', () => this.close());
	}

	async listen(): Promise<{ addr: { hostname: string; port: number } }> {
		this.#server.on('upgrade', (request, socket: Socket) => this.#take(new SocketRequest(request, socket)));
		const addr = { hostname: '127.0.0.1', port: this.#port };
		await new Promise<void>((resolve) => this.#server.listen(addr.port, addr.hostname, resolve));
		return { addr };
	}

	async *[Symbol.asyncIterator](): AsyncIterableIterator<SocketRequest> {
		for (;;) {
			yield await new Promise<SocketRequest>((resolve) => {
				this.#take = resolve;
			});
		}
	}

	close(): void {
		this.#server.close();
	}
}

class SocketRequest implements ServerRequest {
	readonly method = 'GET';
	readonly remoteAddr: string | undefined;
	readonly url: string;
	readonly headers: ServerRequest['headers'];
	readonly #socket: Socket;
	readonly #key: string;

	constructor(request: IncomingMessage, socket: Socket) {
		this.remoteAddr = socket.remoteAddress;
		this.url = request.url ?? '/';
		this.headers = new Headers(request.headers as Record<string, string>) as unknown as ServerRequest['headers'];
		this.#socket = socket;
		this.#key = String(request.headers['sec-websocket-key']);
	}

	upgrade(): WebSocket {
		const accept = createHash('sha1')
			.update(this.#key + acceptGuid)
			.digest('base64');
		const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
		this.#socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`);
		const socket: Partial<WebSocket> = { close: () => this.#socket.destroy() };
		return socket as WebSocket;
	}

	error(): void {
		this.#socket.destroy();
	}

	getBody(): null {
		return null;
	}

	respond(): void {
		this.#socket.destroy();
	}
}
