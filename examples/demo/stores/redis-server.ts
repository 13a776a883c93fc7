import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { DemoFailure } from '../failure.ts';
import { claimPort } from '../port.ts';

/** A Redis that belongs to the demo. */
export interface RedisServer {
	readonly url: string;
	stop(): Promise<void>;
}

/**
 * Starts redis-server on a free port, with its data in a folder, so that sessions outlive it.
 *
 * @throws DemoFailure when there is no redis-server, or when it does not start
 */
export async function startRedisServer(folder: string): Promise<RedisServer> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const port = await claimPort(0);
	const options = { port, bind: '127.0.0.1', dir: folder, appendonly: 'yes', save: '' };
	const server = spawn(
		'redis-server',
		Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const ended = endOf(server);
	// Also when the demo ends by an error of its own.
	const kill = (): void => {
		server.kill();
	};
	process.once('exit', kill);
	await untilReady(server, ended);
	return {
		url: `redis://127.0.0.1:${port}`,
		async stop() {
			process.off('exit', kill);
			server.kill();
			await ended;
		},
	};
}

/** Settles when the server is gone, whether or not it ever ran. */
async function endOf(server: ChildProcess): Promise<Error | null> {
	try {
		await once(server, 'close');
		return null;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}

async function untilReady(
	server: ChildProcess & { stdout: NodeJS.ReadableStream },
	ended: Promise<Error | null>,
): Promise<void> {
	const lines: string[] = [];
	for await (const line of createInterface(server.stdout)) {
		if (line.includes('Ready to accept connections')) {
			server.stdout.resume();
			return;
		}
		lines.push(line);
	}
	const failure = await ended;
	throw new DemoFailure(
		failure === null
			? `redis-server did not start:\n${lines.join('\n')}`
			: 'The driver redis takes redis-server, which is not installed. Install it, or name a running one: REDIS_URL=redis://localhost:6379 npm run demo -- --driver redis',
	);
}
