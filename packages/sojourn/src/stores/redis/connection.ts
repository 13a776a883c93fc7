import { faultOf } from './faults.ts';
import { settled, untilAborted } from './waiting.ts';

/** One client, as the store speaks to it. */
export interface CommandChannel {
	/** What the client itself puts before every key it sends, and takes off no key it is answered. */
	readonly keyPrefix: string;
	/**
	 * Sends a command. Rejects when Redis answers an error, and when the connection is lost before it answers.
	 *
	 * What was not sent when `signal` aborts is never sent, and rejects. What was sent, and lost with its
	 * connection, is not sent again, except if it only reads.
	 */
	send(command: readonly string[], signal: AbortSignal): Promise<unknown>;
}

/**
 * Sends the store's commands, none of them later than its caller waits for.
 *
 * A server that has stopped to answer, because it is frozen or cut off, takes commands all the same: they fill the
 * buffers on the way, and it runs them when it comes back. So once a caller has given up a command that was sent,
 * nothing more is sent before that one is answered or its connection is lost. Answers come in the order of
 * the commands, so nobody would be answered sooner.
 */
export class RedisConnection {
	readonly #open: () => Promise<CommandChannel>;
	#channel: CommandChannel | null = null;
	#opening: Promise<CommandChannel> | null = null;
	/** Ends with the answer to the first command that was given up. */
	#silence: Promise<void> | null = null;

	/** @param open is called at the first use, once for parallel ones, and again after a failure */
	constructor(open: () => Promise<CommandChannel>) {
		this.#open = open;
	}

	/** What the client itself puts before every key. */
	async keyPrefix(signal: AbortSignal): Promise<string> {
		const { keyPrefix } = await this.#opened(signal);
		return keyPrefix;
	}

	/**
	 * Sends a command and answers what Redis answers.
	 *
	 * @throws SojournError `SOJOURN_RECORD_UNREADABLE` or `SOJOURN_STORE_SCHEMA` when its key holds something else than it should
	 */
	async send(command: readonly string[], signal: AbortSignal): Promise<unknown> {
		signal.throwIfAborted();
		const channel = this.#channel ?? (await this.#opened(signal));
		while (this.#silence !== null) await untilAborted(this.#silence, signal);
		const answer = channel.send(command, signal);
		try {
			return await untilAborted(answer, signal);
		} catch (error) {
			if (signal.aborted) this.#silence ??= this.#untilAnswered(answer);
			throw faultOf(error);
		}
	}

	async #opened(signal: AbortSignal): Promise<CommandChannel> {
		this.#opening ??= this.#openOnce();
		return untilAborted(this.#opening, signal);
	}

	async #openOnce(): Promise<CommandChannel> {
		try {
			this.#channel = await this.#open();
			return this.#channel;
		} catch (error) {
			this.#opening = null;
			throw error;
		}
	}

	async #untilAnswered(answer: Promise<unknown>): Promise<void> {
		await settled(answer);
		this.#silence = null;
	}
}
