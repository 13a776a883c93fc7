import type {
	ConditionalResult,
	ScanPage,
	Store,
	StoreCall,
	StoreCapabilities,
	StoreRecord,
	SubjectEntry,
} from '../core/store.ts';
import { unsupportedByStore } from '../core/unsupported.ts';
import { refuseUnknownOptions } from './option-names.ts';
import { channelTo, type RedisClient } from './redis/client.ts';
import { RedisConnection } from './redis/connection.ts';
import { unlessUnreadable, unreadableRecord } from './redis/faults.ts';
import { createScript, deleteScript, replaceScript, touchScript } from './redis/scripts.ts';
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
	refuseUnknownOptions('redisStore', options, ['prefix']);
	const { prefix = 'sojourn:' } = options;
	if (typeof prefix !== 'string' || !/^[!-~]{1,128}$/.test(prefix)) {
		throw new TypeError(
			'redisStore: prefix must be 1 to 128 visible ASCII characters without spaces, such as "sojourn:".',
		);
	}
	const channel = typeof client === 'function' ? async () => channelTo(await client()) : channelTo(client);
	return new RedisStore(new RedisConnection(channel), prefix);
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
		const text = await this.#connection.send(['GET', this.#prefix + key], signal, unreadableRecord);
		if (text === null || text === undefined) return null;
		const record = decodeRecord(String(text));
		return record.expiresAt > now ? record : null;
	}

	async create(key: string, record: StoreRecord, call: StoreCall): Promise<boolean> {
		const { expiresAt, subject } = record;
		const { now, signal } = call;
		const value = (indexedUntil: number) => encodeRecord(record, indexedUntil);
		const text = subject === null ? value(0) : value(await this.#subjects.enter(subject, key, expiresAt, call));
		const args = [timeText(now), text, String(lifetime(expiresAt, now))];
		return (await createScript.run(this.#connection, this.#prefix + key, args, signal)) === 'done';
	}

	async replace(key: string, record: StoreRecord, version: number, call: StoreCall): Promise<ConditionalResult> {
		const { expiresAt, subject } = record;
		const { now, signal } = call;
		const rest = encodeRest(record);
		const answer = await this.#whileIndexed(key, expiresAt, call, (_, until) => {
			const times = [String(lifetime(expiresAt, now)), timeText(expiresAt), timeText(until)];
			const args = [timeText(now), String(version), ...times, subject ?? '', rest];
			return replaceScript.run(this.#connection, this.#prefix + key, args, signal);
		});
		return conditionalResult(answer);
	}

	async touch(key: string, expiresAt: number, version: number, call: StoreCall): Promise<boolean> {
		const { now, signal } = call;
		const answer = await this.#whileIndexed(key, expiresAt, call, (subject, until) => {
			const times = [String(lifetime(expiresAt, now)), timeText(expiresAt), timeText(until)];
			const args = [timeText(now), String(version), ...times, subject];
			return touchScript.run(this.#connection, this.#prefix + key, args, signal);
		});
		return answer === 'done';
	}

	async delete(key: string, version: number | null, { now, signal }: StoreCall): Promise<ConditionalResult> {
		const args = [timeText(now), version === null ? '' : String(version)];
		return conditionalResult(await deleteScript.run(this.#connection, this.#prefix + key, args, signal));
	}

	findBySubject(subject: string, call: StoreCall): Promise<readonly SubjectEntry[]> {
		return searchSubject(
			() => this.#subjects.keysOf(subject, call),
			async (keys) => {
				const found: Finding[] = [];
				for (let start = 0; start < keys.length; start += batchSize) {
					const batch = keys.slice(start, start + batchSize);
					const findings = await Promise.all(batch.map((key) => unlessUnreadable(this.#findingOf(subject, key, call))));
					found.push(...findings.map((finding) => finding ?? 'nothing'));
				}
				return found;
			},
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
		const reply = await this.#connection.send(command, call.signal, unreadableRecord);
		if (!Array.isArray(reply)) throw new TypeError('The Redis client answered SCAN with something else than an array.');
		const [next, names] = reply;
		const keys = (names as string[]).map((name) => name.slice(prefix.length)).filter(isKey);
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
	async #whileIndexed(
		key: string,
		expiresAt: number,
		call: StoreCall,
		change: (subject: string, indexedUntil: number) => Promise<string>,
	): Promise<string> {
		let answer = await change('', 0);
		while (answer.startsWith(unindexed)) {
			const subject = answer.slice(unindexed.length);
			answer = await change(subject, await this.#subjects.enter(subject, key, expiresAt, call));
		}
		return answer;
	}

	async #findingOf(subject: string, key: string, { now, signal }: StoreCall): Promise<Finding> {
		const command = ['GETRANGE', this.#prefix + key, '0', String(headerLength - 1)];
		const text = await this.#connection.send(command, signal, unreadableRecord);
		if (typeof text !== 'string' || text === '') return 'nothing';
		const { subject: owner, expiresAt } = decodeHeader(text);
		if (expiresAt <= now) return 'nothing';
		return owner === subject ? { key, expiresAt } : 'left';
	}
}

const unindexed = 'unindexed.';

function conditionalResult(answer: string): ConditionalResult {
	return answer === 'done' || answer === 'missing' ? answer : decodeRecord(answer);
}

function isKey(name: string): boolean {
	return /^[0-9a-f]{64}$/.test(name);
}
