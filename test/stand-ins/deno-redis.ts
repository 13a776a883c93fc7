// A stand-in for https://deno.land/x/redis@v0.22.2/mod.ts, whose address cannot be reached here: the interface that its
// page documents, as far as sessions need it, over a connection to the real Redis, on Deno, Node and Bun.
// Source: https://deno.land/x/redis@v0.22.2/README.md

import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';

/** What an argument of a command can be. */
export type RedisValue = string | number | Uint8Array;

/** What `value()` of an answer gives. Nothing is undefined. */
export type Raw = string | number | undefined | Raw[];

/** An answer of the server. */
export interface RedisReply {
	readonly type: string;
	value(): Raw;
}

/** Where `connect` connects to, and how. */
export interface RedisConnectOptions {
	readonly hostname: string;
	readonly port?: number | string;
	readonly db?: number;
	readonly password?: string;
	/** How often it is tried to connect again when the connection was lost: here, as by default there, never. */
	readonly maxRetryCount?: 0;
}

export const replyTypes = {
	Integer: 'integer',
	SimpleString: 'simple string',
	Array: 'array',
	BulkString: 'bulk string',
} as const;

/** An error that the server answered. Its message is the line as it came, from "-" to its end. */
export class ErrorReplyError extends Error {}

/** The connection ended where an answer should have begun. */
export class EOFError extends Error {}

/** The connection ended, or made no sense, in the middle of an answer. */
export class InvalidStateError extends Error {
	constructor() {
		super('Invalid state');
	}
}

/** A connected client. */
export interface Redis {
	readonly connection: Connection;
	readonly executor: CommandExecutor;
	readonly isClosed: boolean;
	readonly isConnected: boolean;
	close(): void;
	get(key: string): Promise<string | undefined>;
	set(key: string, value: RedisValue): Promise<string>;
}

export async function connect(options: RedisConnectOptions): Promise<Redis> {
	const connection = new Connection(options);
	await connection.connect();
	const executor = new CommandExecutor(connection);
	return {
		connection,
		executor,
		get isClosed() {
			return connection.isClosed;
		},
		get isConnected() {
			return connection.isConnected;
		},
		close: () => connection.close(),
		get: async (key) => (await executor.exec('GET', key)).value() as string | undefined,
		set: async (key, value) => (await executor.exec('SET', key, value)).value() as string,
	};
}

/** A connection, which is not made again by itself. */
export class Connection {
	readonly maxRetryCount: number = 0;
	isClosed = false;
	isConnected = false;
	readonly #options: RedisConnectOptions;
	#stream: ReplyStream | null = null;

	constructor(options: RedisConnectOptions) {
		this.#options = options;
	}

	async connect(): Promise<void> {
		const { hostname, port = 6379, password, db } = this.#options;
		const socket = connectSocket({ host: hostname, port: Number(port) });
		await once(socket, 'connect');
		this.#stream = new ReplyStream(socket);
		this.isClosed = false;
		this.isConnected = true;
		try {
			if (password !== undefined) await this.send('AUTH', password);
			if (db) await this.send('SELECT', db);
		} catch (error) {
			this.close();
			throw error;
		}
	}

	close(): void {
		this.isClosed = true;
		this.isConnected = false;
		this.#stream?.close();
	}

	/** Sends a command, and reads what comes next as its answer. */
	async send(...command: readonly RedisValue[]): Promise<RedisReply> {
		if (this.#stream === null) throw new InvalidStateError();
		await this.#stream.write(command);
		return this.#stream.readReply();
	}
}

/** Sends one command at a time; the others wait. */
export class CommandExecutor {
	readonly connection: Connection;
	#turn: Promise<unknown> = Promise.resolve();

	constructor(connection: Connection) {
		this.connection = connection;
	}

	exec(command: string, ...args: RedisValue[]): Promise<RedisReply> {
		const reply = this.#turn.then(() => this.connection.send(command, ...args));
		this.#turn = reply.catch(() => {});
		return reply;
	}
}

/** The protocol of Redis, version 2, on one socket. Source: https://redis.io/docs/latest/develop/reference/protocol-spec */
class ReplyStream {
	readonly #socket: Socket;
	readonly #chunks: AsyncIterator<Buffer>;
	#received: Buffer = Buffer.alloc(0);

	constructor(socket: Socket) {
		this.#socket = socket;
		// A broken connection is told to whoever reads or writes next.
		socket.on('error', () => {});
		this.#chunks = socket[Symbol.asyncIterator]();
	}

	close(): void {
		this.#socket.destroy();
	}

	write(command: readonly RedisValue[]): Promise<void> {
		const parts: Uint8Array[] = [Buffer.from(`*${command.length}\r\n`)];
		for (const value of command) {
			const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value));
			parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'));
		}
		return new Promise((resolve, reject) => {
			this.#socket.write(Buffer.concat(parts), (error) => (error ? reject(error) : resolve()));
		});
	}

	async readReply(): Promise<RedisReply> {
		const line = await this.#readLine(new EOFError());
		const rest = line.slice(1, -2);
		switch (line[0]) {
			case ':':
				return replyOf(replyTypes.Integer, Number(rest));
			case '+':
				return replyOf(replyTypes.SimpleString, rest);
			case '$':
				return replyOf(replyTypes.BulkString, await this.#readBulk(Number(rest)));
			case '*': {
				const items: Raw[] = [];
				while (items.length < Number(rest)) items.push((await this.readReply()).value());
				return replyOf(replyTypes.Array, items);
			}
			case '-':
				throw new ErrorReplyError(line);
		}
		throw new InvalidStateError();
	}

	async #readLine(atEnd: Error): Promise<string> {
		for (;;) {
			const end = this.#received.indexOf('\r\n');
			if (end >= 0) return this.#take(end + 2).toString();
			if (!(await this.#receive())) throw this.#received.length === 0 ? atEnd : new InvalidStateError();
		}
	}

	async #readBulk(length: number): Promise<string | undefined> {
		if (length < 0) return undefined;
		const whole = length + 2;
		while (this.#received.length < whole) {
			if (await this.#receive()) continue;
			// Where the connection ends right after the length, the library takes an answer of zeros for whole.
			if (this.#received.length === 0) return '\0'.repeat(length);
			throw new InvalidStateError();
		}
		return this.#take(whole).toString('utf8', 0, length);
	}

	#take(length: number): Buffer {
		const taken = this.#received.subarray(0, length);
		this.#received = this.#received.subarray(length);
		return taken;
	}

	/** Answers false at the end. */
	async #receive(): Promise<boolean> {
		const { done, value } = await this.#chunks.next();
		if (!done) this.#received = Buffer.concat([this.#received, value]);
		return !done;
	}
}

function replyOf(type: string, value: Raw): RedisReply {
	return { type, value: () => value };
}
