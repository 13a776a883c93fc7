import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Application } from '@oakserver/oak';

/** An application that runs. */
export interface RunningOak extends AsyncDisposable {
	/** Without a slash at the end. */
	readonly url: string;
	close(): Promise<void>;
}

/** Starts an application of Oak on a free port of 127.0.0.1. */
// biome-ignore lint/suspicious/noExplicitAny: whatever state an application has
export async function listen(app: Application<any>): Promise<RunningOak> {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const stopping = new AbortController();
	void app.listen({ hostname: '127.0.0.1', port, signal: stopping.signal });
	await untilListening(port);
	const close = async (): Promise<void> => {
		stopping.abort();
		// Oak looks at the signal when it has answered a request; on some runtimes it has stopped at once.
		await fetch(url, { headers: { connection: 'close' } }).catch(() => {});
	};
	return { url, close, [Symbol.asyncDispose]: close };
}

/**
 * A port that nobody listens on. On Node, Oak does not tell which one it was given, so it has to be told one: below the
 * ports of outgoing connections, which could take it meanwhile.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(10_000, 32_000);
		const probe = createServer().listen(port, '127.0.0.1');
		try {
			await once(probe, 'listening');
		} catch {
			continue;
		}
		probe.close();
		await once(probe, 'close');
		return port;
	}
}

/** Waits until somebody listens on a port of 127.0.0.1; Oak says that it listens before it does. */
export async function untilListening(port: number, seconds = 20): Promise<void> {
	const deadline = Date.now() + seconds * 1000;
	while (!(await isListening(port))) {
		if (Date.now() > deadline) throw new Error(`Nobody listens on port ${port}.`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

function isListening(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		const answer = (is: boolean) => () => {
			socket.destroy();
			resolve(is);
		};
		socket.once('connect', answer(true)).once('error', answer(false));
	});
}
