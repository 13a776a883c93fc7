import type { ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** Listens on a free port of this machine, and tells the parent process which. Ends with it. */
export function serve(server: Server): void {
	server.listen(0, '127.0.0.1', () => announce((server.address() as AddressInfo).port));
}

/** Tells the parent process the port, and ends when the parent does. */
export function announce(port: number): void {
	process.send?.(port);
	process.on('disconnect', () => process.exit());
}

/** Every answer of every `node:http` server here. */
export function answer(response: ServerResponse, text: string): void {
	response.setHeader('content-type', 'text/plain');
	response.end(text);
}
