import { SojournError } from 'sojourn';
import { redisStore } from 'sojourn/redis';
import type { Connection, OpenDriver } from './drivers.ts';

/** The package is imported when it is first needed, so that only who uses Redis has to install it. */
type RedisPackage = typeof import('redis');
type Client = ReturnType<typeof clientTo>;

/** Milliseconds, at most, between two attempts to connect again. */
const longestPause = 500;
/** Milliseconds between two pings, by which a connection that is cut off without a word is noticed. */
const pingInterval = 1000;
/** Milliseconds without an answer after which a connection is given up, and another one made. */
const silenceLimit = 5000;

/** Sessions in the Redis at a URL, which has been checked. */
export function redisDriver(url: string): OpenDriver {
	const connection = new RedisConnection(url);
	return { store: redisStore(() => connection.open()), connection };
}

/**
 * A client of the package `redis`. Until it was connected once, whoever needs it waits for the attempt that is under
 * way, or makes one, and is told how it failed; from then on it connects again by itself.
 */
class RedisConnection implements Connection {
	readonly #url: string;
	#client: Client | null = null;
	#opening: Promise<Client> | null = null;
	#wasConnected = false;
	#closed = false;

	constructor(url: string) {
		this.#url = url;
	}

	open(): Promise<Client> {
		this.#opening ??= this.#connect();
		return this.#opening;
	}

	close(): void {
		this.#closed = true;
		if (this.#client?.isOpen) this.#client.destroy();
	}

	async #connect(): Promise<Client> {
		try {
			this.#client ??= clientTo(this.#url, await importRedis(), () => this.#wasConnected);
			if (this.#closed) throw new Error('The server was closed.');
			await this.#client.connect();
			// One that was destroyed while its socket was being made connects all the same.
			if (this.#closed) this.#client.destroy();
			this.#wasConnected = true;
			return this.#client;
		} catch (error) {
			this.#opening = null;
			if (error instanceof SojournError) throw error;
			throw new SojournError(
				'SOJOURN_STORE_UNAVAILABLE',
				"The driver redis cannot connect to the Redis at driver.url. The client's own error is the cause.",
				{ cause: error },
			);
		}
	}
}

function clientTo(url: string, { createClient }: RedisPackage, reconnects: () => boolean) {
	const reconnectStrategy = (attempts: number) => reconnects() && Math.min(50 * attempts, longestPause);
	const client = createClient({ url, pingInterval, socket: { socketTimeout: silenceLimit, reconnectStrategy } });
	// Without a listener the client ends the process. What goes wrong is told to each request.
	client.on('error', () => {});
	return client;
}

async function importRedis(): Promise<RedisPackage> {
	try {
		return await import('redis');
	} catch (cause) {
		throw new SojournError(
			'SOJOURN_PEER_MISSING',
			'The driver redis takes the package redis, which cannot be loaded. Run "npm install redis".',
			{ cause },
		);
	}
}
