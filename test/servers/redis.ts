// A real Redis for tests: one that any of them may use, or one of a test's own to stop, freeze and kill.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createClient } from 'redis';

/** Some Redis, perhaps with keys of others: a test uses a prefix of its own and removes what it wrote. */
export interface Redis extends AsyncDisposable {
	readonly url: string;
}

/** A Redis that nobody else uses. */
export interface RedisServer extends Redis {
	readonly port: number;
	/** Sends one command over a connection of its own. */
	send(...command: readonly string[]): Promise<unknown>;
	/** Lets it stand still, its connections open (SIGSTOP). */
	freeze(): void;
	/** Lets it go on (SIGCONT). */
	thaw(): void;
	/** Ends it in its own way (SIGTERM); connections to its port are refused from then on. */
	stop(): Promise<void>;
	/** Ends it at once, frozen or not (SIGKILL). */
	kill(): Promise<void>;
	/** Starts it again on the same port, after it has ended. Without a setting that says otherwise it is empty. */
	restart(): Promise<void>;
	/** Removes what it has kept on the disk, after it has ended. */
	loseData(): void;
}

/** Settings of `redis.conf` beyond those of every server here, such as `{ appendonly: 'yes' }`. */
export type RedisSettings = Readonly<Record<string, string>>;

/** The Redis that `REDIS_URL` names, or one that is started. */
export async function anyRedis(): Promise<Redis> {
	const url = process.env.REDIS_URL;
	return url ? { url, async [Symbol.asyncDispose]() {} } : startRedis();
}

/** Starts a Redis on a free port of 127.0.0.1, in a temporary folder that goes with it, keeping nothing on the disk. */
export async function startRedis(settings: RedisSettings = {}): Promise<RedisServer> {
	const folder = mkdtempSync(join(tmpdir(), 'sojourn-redis-'));
	for (let attempt = 1; ; attempt += 1) {
		// Below the ports of outgoing connections: a client that tries to connect to one of those while nobody
		// listens there can be given the same one for its own end, and is then connected to itself.
		const port = randomInt(10_000, 32_000);
		const server = new OwnRedis(folder, port, settings);
		try {
			await server.restart();
			return server;
		} catch (error) {
			const isTaken = String(error).includes('Address already in use');
			if (isTaken && attempt < 20) continue;
			rmSync(folder, { recursive: true });
			throw error;
		}
	}
}

type Process = ChildProcessByStdio<null, Readable, Readable>;

class OwnRedis implements RedisServer {
	readonly port: number;
	readonly url: string;
	readonly #folder: string;
	readonly #arguments: readonly string[];
	#process: Process | null = null;
	#ended: Promise<unknown> = Promise.resolve();
	readonly #vanish = (): void => {
		this.#signal('SIGKILL');
		rmSync(this.#folder, { recursive: true, force: true });
	};

	constructor(folder: string, port: number, settings: RedisSettings) {
		this.port = port;
		this.url = `redis://127.0.0.1:${port}`;
		this.#folder = folder;
		const all: RedisSettings = { bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', ...settings };
		this.#arguments = Object.entries({ port: String(port), ...all }).flatMap(([name, value]) => [`--${name}`, value]);
	}

	async restart(): Promise<void> {
		if (this.#process !== null) throw new Error('The server is still running. Stop it first.');
		const server = spawn('redis-server', this.#arguments, { stdio: ['ignore', 'pipe', 'pipe'] });
		this.#process = server;
		const gone = (): void => {
			this.#process = null;
			process.off('exit', this.#vanish).off('SIGTERM', exitNow);
		};
		this.#ended = once(server, 'close').then(gone, gone);
		// It also goes when the tests end, or are ended, without having ended it.
		process.on('exit', this.#vanish).on('SIGTERM', exitNow);
		await once(server, 'spawn');
		await untilReady(server);
	}

	loseData(): void {
		if (this.#process !== null) throw new Error('The server is still running. Stop it first.');
		rmSync(this.#folder, { recursive: true });
		mkdirSync(this.#folder);
	}

	async send(...command: readonly string[]): Promise<unknown> {
		const client = createClient({ url: this.url, socket: { reconnectStrategy: false } });
		client.on('error', () => {});
		await client.connect();
		try {
			return await client.sendCommand([...command]);
		} finally {
			client.destroy();
		}
	}

	freeze(): void {
		this.#signal('SIGSTOP');
	}

	thaw(): void {
		this.#signal('SIGCONT');
	}

	stop(): Promise<void> {
		return this.#end('SIGTERM');
	}

	kill(): Promise<void> {
		return this.#end('SIGKILL');
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.kill();
		rmSync(this.#folder, { recursive: true, force: true });
	}

	async #end(signal: NodeJS.Signals): Promise<void> {
		this.#signal(signal);
		await this.#ended;
	}

	/** By the id, because Deno lets a child process be sent one signal only. */
	#signal(signal: NodeJS.Signals): void {
		const { pid, exitCode = 0, signalCode = null } = this.#process ?? {};
		if (pid !== undefined && exitCode === null && signalCode === null) process.kill(pid, signal);
	}
}

/** Ends the process in such a way that what waits for its end is called. */
function exitNow(): void {
	process.exit(128 + constants.signals.SIGTERM);
}

/** Reads on afterwards, so that the server never waits for its log to be read. */
async function untilReady({ stdout, stderr }: Process): Promise<void> {
	let complaints = '';
	stderr.setEncoding('utf8').on('data', (text: string) => {
		complaints += text;
	});
	const lines: string[] = [];
	for await (const line of createInterface(stdout)) {
		lines.push(line);
		if (!line.includes('Ready to accept connections')) continue;
		stdout.resume();
		return;
	}
	throw new Error(`redis-server did not start:\n${lines.join('\n')}\n${complaints}`);
}
