import type { CommandChannel } from './connection.ts';
import { settled } from './waiting.ts';

/** A client of `https://deno.land/x/redis` (0.21 to 0.24), typed by what is used of it. */
export interface DenoRedisClient {
	readonly executor: {
		readonly connection: {
			readonly isClosed: boolean;
			readonly maxRetryCount: number;
			close(): void;
			connect(): Promise<void>;
		};
		exec(command: string, ...args: string[]): Promise<{ value(): unknown }>;
	};
}

export function isDenoRedis(client: object): client is DenoRedisClient {
	return 'executor' in client && typeof client.executor === 'object';
}

/**
 * The client sends one command at a time and keeps the others in a queue that cannot be taken back. So it is given
 * one at a time, and the others wait here.
 *
 * It notices a lost connection only when a command fails, and does not connect again by itself: the next command does
 * that here. A command that only reads is then sent again, since it may just be the first after a pause in which
 * the server was restarted.
 */
export class DenoRedisChannel implements CommandChannel {
	readonly keyPrefix = '';
	readonly #executor: DenoRedisClient['executor'];
	#turn: Promise<void> = Promise.resolve();
	#lost = false;

	constructor({ executor }: DenoRedisClient) {
		if (executor.connection.maxRetryCount > 0) {
			throw new TypeError(
				'redisStore: client was connected with maxRetryCount, and then never answers a command whose connection was lost. Connect it without: the store connects it again by itself.',
			);
		}
		this.#executor = executor;
	}

	send(command: readonly string[], signal: AbortSignal): Promise<unknown> {
		const answer = this.#turn.then(() => this.#sendNow(command, signal));
		this.#turn = settled(answer);
		return answer;
	}

	async #sendNow(command: readonly string[], signal: AbortSignal): Promise<unknown> {
		const onlyReads = !command[0]?.startsWith('EVAL');
		const wasLost = this.#lost;
		try {
			return await this.#exec(command, signal);
		} catch (error) {
			if (onlyReads && this.#lost && !wasLost) return this.#exec(command, signal);
			throw error;
		}
	}

	async #exec([name = '', ...args]: readonly string[], signal: AbortSignal): Promise<unknown> {
		const { connection } = this.#executor;
		if (this.#lost) {
			signal.throwIfAborted();
			await connection.connect();
			this.#lost = false;
		}
		signal.throwIfAborted();
		try {
			const reply = await this.#executor.exec(name, ...args);
			return reply.value();
		} catch (error) {
			if (!isError(error) && !connection.isClosed) {
				this.#lost = true;
				connection.close();
			}
			throw error;
		}
	}
}

/** Whether it is an answer of Redis: those begin with "-" on the wire, and this client leaves it there. */
function isError(error: unknown): boolean {
	return error instanceof Error && error.message.startsWith('-');
}
