// A way to a server that can fail in the middle of what it carries.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What the proxy does to the next bytes that come, once. */
export type ProxyFault =
	/** What a client sends does not reach the server, and the connection ends. */
	| 'lose the request'
	/** The server gets its request; of its answer so many bytes pass, and the connection ends. */
	| { readonly answerBytes: number };

/** A proxy on 127.0.0.1. */
export interface TcpProxy extends AsyncDisposable {
	readonly port: number;
	/** Lets the next exchange fail. Settles when it has. */
	failOnce(fault: ProxyFault): Promise<void>;
	/** Ends every connection, and every new one at once. */
	interrupt(): void;
	/** Takes connections again. */
	resume(): void;
	/** The connections of now stay, and carry nothing any more, as when a firewall has forgotten them. New ones work. */
	forgetConnections(): void;
}

/** Starts a proxy that passes everything on to a port of 127.0.0.1. */
export async function startProxy(target: number): Promise<TcpProxy> {
	const sockets = new Set<Socket>();
	let age = 0;
	let interrupted = false;
	let pending: { readonly fault: ProxyFault; readonly happened: () => void } | null = null;

	const server = createServer((client) => {
		if (interrupted) {
			client.destroy();
			return;
		}
		const bornAt = age;
		const upstream = connect(target, '127.0.0.1');
		const end = (): void => {
			client.destroy();
			upstream.destroy();
		};
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket
				.on('error', () => {})
				.on('close', () => {
					sockets.delete(socket);
					end();
				});
		}
		const fail = (): void => {
			pending?.happened();
			pending = null;
			end();
		};
		client.on('data', (request) => {
			if (bornAt < age) return;
			if (pending?.fault === 'lose the request') fail();
			else upstream.write(request);
		});
		upstream.on('data', (answer) => {
			if (bornAt < age) return;
			if (pending === null || pending.fault === 'lose the request') client.write(answer);
			else client.write(answer.subarray(0, pending.fault.answerBytes), fail);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');

	return {
		port: (server.address() as AddressInfo).port,
		failOnce: (fault) =>
			new Promise((resolve) => {
				pending = { fault, happened: resolve };
			}),
		interrupt() {
			interrupted = true;
			for (const socket of sockets) socket.destroy();
		},
		resume() {
			interrupted = false;
		},
		forgetConnections() {
			age += 1;
		},
		async [Symbol.asyncDispose]() {
			server.close();
			for (const socket of sockets) socket.destroy();
			await once(server, 'close');
		},
	};
}
