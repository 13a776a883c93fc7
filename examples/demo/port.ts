import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { DemoFailure } from './failure.ts';

/**
 * Sees whether a port of 127.0.0.1 is free, before a framework fails on it in a way of its own.
 *
 * @param wanted 0 stands for any that is free
 * @throws DemoFailure that says the way out
 */
export async function claimPort(wanted: number): Promise<number> {
	const server = createServer();
	try {
		server.listen(wanted, '127.0.0.1');
		await once(server, 'listening');
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : null;
		const why = { EADDRINUSE: 'is taken by another program', EACCES: 'may not be used by this user' }[String(code)];
		if (why === undefined) throw error;
		throw new DemoFailure(`Port ${wanted} ${why}. Choose another: PORT=${anotherPort(wanted)} npm run demo`);
	}
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** Waits until something listens on a port of 127.0.0.1. */
export async function untilListening(port: number): Promise<void> {
	for (let attempt = 0; attempt < 250; attempt += 1) {
		const socket = connect(port, '127.0.0.1');
		try {
			await once(socket, 'connect');
			return;
		} catch {
			await setTimeout(20);
		} finally {
			socket.destroy();
		}
	}
	throw new DemoFailure(`Nothing listens on port ${port}.`);
}

function anotherPort(port: number): number {
	return port >= 1024 && port < 65_535 ? port + 1 : 3001;
}
