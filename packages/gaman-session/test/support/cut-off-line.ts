import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** The way to a server on 127.0.0.1, which can fail as a network does: without a word to either end. */
export interface CutOffLine extends AsyncDisposable {
	/** A Redis at the other end of the line. */
	readonly url: string;
	/** Lets nothing through any more on the connections that are there. Later ones work. */
	cutOff(): void;
}

export async function cutOffLine(port: number): Promise<CutOffLine> {
	const sockets = new Set<Socket>();
	const server = createServer((near) => {
		const far = connect(port, '127.0.0.1');
		for (const socket of [near, far]) {
			sockets.add(socket);
			socket.on('error', () => {}).on('close', () => sockets.delete(socket));
		}
		near.pipe(far).pipe(near);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
		cutOff() {
			for (const socket of sockets) socket.unpipe().resume();
		},
		async [Symbol.asyncDispose]() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}
