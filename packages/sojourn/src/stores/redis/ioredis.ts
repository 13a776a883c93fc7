import type { CommandChannel } from './connection.ts';
import { untilAborted } from './waiting.ts';

/** A client of the package `ioredis` (5 and 6) for one server, typed by what is used of it. */
export interface IoredisClient {
	readonly status: string;
	readonly isCluster: boolean;
	readonly options: {
		readonly keyPrefix?: string | undefined;
		readonly enableOfflineQueue?: boolean | undefined;
		readonly commandTimeout?: number | undefined;
	};
	connect(): Promise<void>;
	/** It is given texts and Buffers, which the declarations of others than Node do not know. */
	call(command: string, ...args: unknown[]): Promise<unknown>;
	on(event: 'ready' | 'close' | 'end', listener: () => void): unknown;
}

export function isIoredis(client: object): client is IoredisClient {
	return 'status' in client && 'call' in client && 'isCluster' in client && client.isCluster === false;
}

/**
 * The client keeps commands in two queues that cannot be taken back: what is given to it while it is not connected,
 * and what was sent and lost with the connection. It sends both when it is connected again, and by then a change may
 * long have been answered as failed, or been made. So a command is given to it only when it is connected; and when
 * the connection is lost, what waits for an answer is rejected and its script made unknown: the name of a script is
 * passed as bytes, which the client reads anew when it sends again, and zeros name no script.
 */
export class IoredisChannel implements CommandChannel {
	readonly keyPrefix: string;
	readonly #client: IoredisClient;
	/** What to do for each command in flight when the connection is lost. */
	readonly #inFlight = new Set<() => void>();
	#listening = false;
	#change: PromiseWithResolvers<void> | null = null;

	constructor(client: IoredisClient) {
		if (client.options.commandTimeout !== undefined) {
			throw new TypeError(
				'redisStore: client must be made without commandTimeout, after which it drops the answer to what Redis may still do. The deadline of createSessions limits every call.',
			);
		}
		this.#client = client;
		this.keyPrefix = client.options.keyPrefix ?? '';
	}

	send(command: readonly string[], signal: AbortSignal): Promise<unknown> {
		this.#listen();
		const { status, options } = this.#client;
		// With `enableOfflineQueue: false` the client itself refuses at once.
		if (status === 'ready' || options.enableOfflineQueue === false) return this.#sendNow(command);
		return this.#untilReady(signal).then(() => this.#sendNow(command));
	}

	#sendNow([name = '', ...args]: readonly string[]): Promise<unknown> {
		const [script = ''] = args;
		if (name !== 'EVALSHA' && name !== 'EVAL') return this.#call(name, args, null);
		const bytes = Buffer.from(script);
		return this.#call(name, [bytes, ...args.slice(1)], bytes);
	}

	/** @param script what is made unknown when the connection is lost */
	#call(name: string, args: readonly (string | Buffer)[], script: Buffer | null): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const lose = (): void => {
				script?.fill('0');
				reject(
					new Error('The connection was lost before Redis answered. Whether it did what it was asked is unknown.'),
				);
			};
			const settle = (): void => {
				this.#inFlight.delete(lose);
			};
			this.#inFlight.add(lose);
			const answer = this.#client.call(name, ...args);
			answer.then(settle, settle);
			answer.then(resolve, reject);
		});
	}

	async #untilReady(signal: AbortSignal): Promise<void> {
		// A client made with `lazyConnect` connects when it is first used. How that ends its status tells.
		if (this.#client.status === 'wait') this.#client.connect().catch(() => {});
		while (this.#client.status !== 'ready') {
			if (this.#client.status === 'end') throw new Error('The ioredis client was closed.');
			this.#change ??= Promise.withResolvers();
			await untilAborted(this.#change.promise, signal);
		}
	}

	/** Once, at the first use, and for the life of the client. */
	#listen(): void {
		if (this.#listening) return;
		this.#listening = true;
		const change = (): void => {
			this.#change?.resolve();
			this.#change = null;
		};
		this.#client.on('ready', change);
		this.#client.on('end', change);
		this.#client.on('close', () => {
			for (const lose of this.#inFlight) lose();
			this.#inFlight.clear();
		});
	}
}
