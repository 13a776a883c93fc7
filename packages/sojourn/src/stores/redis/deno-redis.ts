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
 * the server was restarted. A connection whose answer nobody waits for any more is given up as well: it may have
 * ended without a word, which the client would never notice.
 */
export class DenoRedisChannel implements CommandChannel {
	readonly keyPrefix = '';
	readonly #executor: DenoRedisClient['executor'];
	#turn: Promise<void> = Promise.resolve();
	#lost = false;

	constructor({ executor }: DenoRedisClient) {
		if (executor.connection.maxRetryCount > 0) {
			throw new TypeError(
				'redisStore: client must be connected without maxRetryCount, with which it never answers a command whose connection was lost. The store connects it again by itself.',
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

	async #exec(command: readonly string[], signal: AbortSignal): Promise<unknown> {
		signal.throwIfAborted();
		if (this.#lost) {
			await this.#connectAgain(signal);
			signal.throwIfAborted();
		}
		return this.#ask(command, signal);
	}

	/** A frozen server lets itself be connected to, and runs later what it is sent. So it is sent nothing before it has answered. */
	async #connectAgain(signal: AbortSignal): Promise<void> {
		await this.#executor.connection.connect();
		await this.#ask(['PING'], signal);
		this.#lost = false;
	}

	async #ask([name = '', ...args]: readonly string[], signal: AbortSignal): Promise<unknown> {
		const giveUp = (): void => this.#lose();
		signal.addEventListener('abort', giveUp, { once: true });
		try {
			signal.throwIfAborted();
			const reply = await this.#executor.exec(name, ...args);
			const value = reply.value();
			if (isCutOff(value)) throw new Error('The connection ended in the middle of an answer.');
			return value;
		} catch (error) {
			if (!isAnswer(error)) this.#lose();
			throw error;
		} finally {
			signal.removeEventListener('abort', giveUp);
		}
	}

	/** Whoever has closed the client himself wants no other connection. */
	#lose(): void {
		const { connection } = this.#executor;
		if (connection.isClosed) return;
		this.#lost = true;
		connection.close();
	}
}

/** Whether it is an error that Redis answered: those begin with "-" on the wire, and this client leaves it there. */
function isAnswer(error: unknown): boolean {
	return error instanceof Error && error.message.startsWith('-');
}

/** Where the connection ends behind the length of a text, the client takes so many zeros for it, and nothing else. */
function isCutOff(value: unknown): boolean {
	return Array.isArray(value) ? value.some(isCutOff) : typeof value === 'string' && /^\0+$/.test(value);
}
