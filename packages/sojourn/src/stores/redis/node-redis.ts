import type { CommandChannel } from './connection.ts';

const noMapping = {};

/** A client of the package `redis` (5 and 6) for one server, typed by what is used of it. */
export interface NodeRedisClient {
	readonly isReady: boolean;
	select(database: number): Promise<unknown>;
	sendCommand(command: string[], options?: NodeRedisOptions): Promise<unknown>;
}

/** Of a class, since V8 may make literals old from the start, after a burst of requests, and what they refer to with them. */
class NodeRedisOptions {
	/** Gives up a command that is still in the client's queue. */
	readonly abortSignal: AbortSignal;
	/** Its own limit, of 5 seconds without it, for which it makes a timer for every command that stays until the end. */
	readonly timeout = 0;
	/** Text as strings, whatever the client was told to make of it. */
	readonly typeMapping: Readonly<Record<never, never>> = noMapping;

	constructor(signal: AbortSignal) {
		this.abortSignal = signal;
	}
}

export function isNodeRedis(client: object): client is NodeRedisClient {
	// `select` sets it apart from a pool, a cluster and a sentinel, which send commands in other ways.
	return 'isReady' in client && 'select' in client && 'sendCommand' in client;
}

/**
 * The client keeps a command while it is not connected (unless `disableOfflineQueue` makes it refuse at once), and
 * gives it up when the signal aborts. What was sent and not answered it rejects when the connection is lost.
 */
export class NodeRedisChannel implements CommandChannel {
	/** A `keyPrefix` of the client is for its own methods; `sendCommand` sends what it is given. */
	readonly keyPrefix = '';
	readonly #client: NodeRedisClient;

	constructor(client: NodeRedisClient) {
		this.#client = client;
	}

	send(command: readonly string[], signal: AbortSignal): Promise<unknown> {
		return this.#client.sendCommand([...command], new NodeRedisOptions(signal));
	}
}
