// Loaded before a program of a page: what it opens on port 3000 is opened on a free port of 127.0.0.1 instead, so that
// the programs can be run as they are shown, and several of them at once.

import { Server } from 'node:net';

const { listen } = Server.prototype;

Server.prototype.listen = function listenOnFreePort(this: Server, ...args: readonly unknown[]): Server {
	const callback = args.find((arg) => typeof arg === 'function') as (() => void) | undefined;
	return Reflect.apply(listen, this, [
		{ port: 0, host: '127.0.0.1' },
		() => {
			const address = this.address();
			if (typeof address === 'object') console.log(`http://127.0.0.1:${address?.port}`);
			callback?.();
		},
	]);
} as typeof listen;
