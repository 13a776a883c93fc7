import { checkOptions } from '../contract/check-options.ts';
import type {
	ConditionalResult,
	ScanPage,
	Store,
	StoreCall,
	StoreCapabilities,
	StoreRecord,
	SubjectEntry,
} from '../contract/store.ts';
import { unsupportedByStore } from '../contract/unsupported.ts';
import { channelTo, type RedisClient } from './redis/client.ts';
import { type CommandChannel, RedisConnection } from './redis/connection.ts';
import { unlessUnreadable } from './redis/faults.ts';
import { createScript, deleteScript, type RedisScript, replaceScript, touchScript } from './redis/scripts.ts';
import { SubjectIndex } from './redis/subject-index.ts';
import {
	decodeHeader,
	decodeRecord,
	encodeRecord,
	encodeRest,
	headerLength,
	lifetime,
	timeText,
} from './redis/value.ts';
import { type Finding, searchSubject } from './subject-search.ts';

/** Options of {@link redisStore}. */
export interface RedisOptions {
	/** What every key of the store begins with: 1 to 128 visible ASCII characters. Default `sojourn:`. */
	readonly prefix?: string;
}

/** How many records of a subject are looked at at once. */
const batchSize = 100;

/**
 * Sessions in Redis (6.2 or newer), or a server that speaks its language, shared by any number of processes.
 *
 * The client stays the application's, which closes it. It is passed in connected, or connecting; or as a function that
 * opens one, which is called at the first use, once for parallel ones, and at the next use again when it failed. Give
 * the client an `error` listener, `client.on('error', ...)`: without one, node-redis ends the process when the
 * connection is lost. It connects again by itself as it was told to; until then a call waits for it as long as its
 * caller does, or fails at once where the client's queue for that time is switched off (`disableOfflineQueue: true` of
 * node-redis, `enableOfflineQueue: false` of ioredis).
 *
 * `scan` goes through all keys of the database, also those of others, a page at a time.
 *
 * @param client of the package `redis` (5 and 6) or `ioredis` (5 and 6), or of `https://deno.land/x/redis` (0.21 to
 * 0.24), or a function that opens one
 * @throws TypeError naming the argument or the option that is wrong
 */
export function redisStore(client: RedisClient | (() => Promise<RedisClient>), options: RedisOptions = {}): Store {
	checkOptions('redisStore', options, ['prefix']);
	const { prefix = 'sojourn:' } = options;
	if (typeof prefix !== 'string' || !/^[!-~]{1,128}$/.test(prefix)) {
		throw new TypeError(
			'redisStore: prefix must be 1 to 128 visible ASCII characters without spaces, such as "sojourn:".',
		);
	}
	return new RedisStore(new RedisConnection(openerOf(client)), prefix);
}

class RedisStore implements Store {
	readonly name = 'redis';
	readonly capabilities: StoreCapabilities = {
		atomic: true,
		durable: 'server',
		subjects: true,
		purge: false,
		count: false,
		scan: true,
		close: false,
		sealed: true,
	};
	readonly #connection: RedisConnection;
	readonly #prefix: string;
	readonly #subjects: SubjectIndex;

	constructor(connection: RedisConnection, prefix: string) {
		this.#connection = connection;
		this.#prefix = prefix;
		this.#subjects = new SubjectIndex(connection, prefix);
	}

	async read(key: string, { now, signal }: StoreCall): Promise<StoreRecord | null> {
		const text = await this.#connection.send(['GET', this.#prefix + key], signal);
		if (text === null || text === undefined) return null;
		const record = decodeRecord(String(text));
		return record.expiresAt > now ? record : null;
	}

	async create(key: string, record: StoreRecord, call: StoreCall): Promise<boolean> {
		const { expiresAt, subject } = record;
		const indexedUntil = subject === null ? 0 : await this.#subjects.enter(subject, key, expiresAt, call);
		const value = encodeRecord(record, indexedUntil);
		return (await this.#run(createScript, key, call, value, lifetime(expiresAt, call.now))) === 'done';
	}

	async replace(key: string, record: StoreRecord, version: number, call: StoreCall): Promise<ConditionalResult> {
		const { expiresAt, subject } = record;
		const rest = [encodeRest(record)];
		const answer = await this.#change(replaceScript, key, version, expiresAt, subject ?? '', rest, call);
		return this.#changed(answer, key, call);
	}

	async touch(key: string, expiresAt: number, version: number, call: StoreCall): Promise<boolean> {
		return (await this.#change(touchScript, key, version, expiresAt, '', [], call)) === 'done';
	}

	async delete(key: string, version: number | null, call: StoreCall): Promise<ConditionalResult> {
		return this.#changed(await this.#run(deleteScript, key, call, version ?? ''), key, call);
	}

	findBySubject(subject: string, limit: number, call: StoreCall): Promise<readonly SubjectEntry[]> {
		return searchSubject(
			() => this.#subjects.keysOf(subject, call),
			async (key) => (await unlessUnreadable(this.#findingOf(subject, key, call))) ?? 'nothing',
			limit,
			batchSize,
		);
	}

	purge(): never {
		throw unsupportedByStore(this.name, 'purge');
	}

	count(): never {
		throw unsupportedByStore(this.name, 'count');
	}

	async scan(cursor: string | null, limit: number, call: StoreCall): Promise<ScanPage> {
		const prefix = (await this.#connection.keyPrefix(call.signal)) + this.#prefix;
		const pattern = `${prefix.replaceAll(/[\\*?[\]]/g, '\\$&')}*`;
		const command = ['SCAN', cursor ?? '0', 'MATCH', pattern, 'COUNT', String(limit)];
		const reply = await this.#connection.send(command, call.signal);
		const [next, names] = reply as [string, string[]];
		const keys = names.map((name) => name.slice(prefix.length)).filter(isKey);
		const records = await Promise.all(keys.map((key) => unlessUnreadable(this.read(key, call))));
		const entries = keys.flatMap((key, index) => {
			const record = records[index];
			return record ? [{ key, record }] : [];
		});
		return { entries, cursor: String(next) === '0' ? null : String(next) };
	}

	close(): never {
		throw unsupportedByStore(this.name, 'close');
	}

	/** Makes a change. When it finds that its subject's index does not reach as far, that is seen to first. */
	async #change(
		script: RedisScript,
		key: string,
		version: number,
		expiresAt: number,
		knownSubject: string,
		rest: readonly string[],
		call: StoreCall,
	): Promise<string> {
		let [subject, indexedUntil] = [knownSubject, 0];
		for (;;) {
			const times = [lifetime(expiresAt, call.now), timeText(expiresAt), timeText(indexedUntil)];
			const answer = await this.#run(script, key, call, version, ...times, subject, ...rest);
			if (!answer.startsWith(unindexed)) return answer;
			subject = answer.slice(unindexed.length);
			indexedUntil = await this.#subjects.enter(subject, key, expiresAt, call);
		}
	}

	/** What a change has answered. A key whose record has left its subject is taken out of that one's index. */
	async #changed(answer: string, key: string, call: StoreCall): Promise<ConditionalResult> {
		if (answer === 'missing') return 'missing';
		const [done, until = '', subject = ''] = answer.split('.', 3);
		if (done !== 'done') return decodeRecord(answer);
		if (subject !== '') await this.#subjects.leave(subject, key, until, call);
		return 'done';
	}

	#run(script: RedisScript, key: string, call: StoreCall, ...args: readonly (string | number)[]): Promise<string> {
		return script.run(this.#connection, this.#prefix + key, call, ...args);
	}

	async #findingOf(subject: string, key: string, { now, signal }: StoreCall): Promise<Finding> {
		const command = ['GETRANGE', this.#prefix + key, '0', String(headerLength - 1)];
		const text = await this.#connection.send(command, signal);
		if (typeof text !== 'string' || text === '') return 'nothing';
		const { subject: owner, expiresAt } = decodeHeader(text);
		if (expiresAt <= now) return 'nothing';
		return owner === subject ? { key, expiresAt } : 'left';
	}
}

const unindexed = 'unindexed.';

/** A client that is passed in is refused at once if it is none. */
function openerOf(client: RedisClient | (() => Promise<RedisClient>)): () => Promise<CommandChannel> {
	if (typeof client === 'function') return async () => channelTo(await client());
	const channel = channelTo(client);
	return async () => channel;
}

function isKey(name: string): boolean {
	return /^[0-9a-f]{64}$/.test(name);
}
