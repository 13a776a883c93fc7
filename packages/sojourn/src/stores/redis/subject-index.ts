import type { StoreCall } from '../../contract/store.ts';
import type { RedisConnection } from './connection.ts';
import { indexScript, unindexScript } from './scripts.ts';
import { expirySlack } from './value.ts';

/**
 * Which keys a subject has, as a sorted set by the time until which each stays in it. That is twice the life the record
 * has at the time, so that a session in use, whose expiry moves on and on, is entered again only once in its `maxAge`.
 *
 * A key is taken out when its record is deleted, or leaves the subject. One whose record is not there is left in it, since it
 * may just be about to be written. Whoever reads the index looks at the records.
 */
export class SubjectIndex {
	readonly #connection: RedisConnection;
	readonly #prefix: string;

	constructor(connection: RedisConnection, prefix: string) {
		this.#connection = connection;
		this.#prefix = `${prefix}subject:`;
	}

	/** Sees to it that the subject has the key. Answers until when. */
	async enter(subject: string, key: string, expiresAt: number, call: StoreCall): Promise<number> {
		const until = expiresAt + Math.max(0, expiresAt - call.now);
		await indexScript.run(this.#connection, this.#prefix + subject, call, until, key, expirySlack);
		return until;
	}

	/** Takes a key out whose record is no longer the subject's. One that is left in it, because this fails, leads to nothing. */
	async leave(subject: string, key: string, until: string, call: StoreCall): Promise<void> {
		await unindexScript.run(this.#connection, this.#prefix + subject, call, until, key).catch(() => {});
	}

	/** The keys that may be the subject's. */
	async keysOf(subject: string, { now, signal }: StoreCall): Promise<readonly string[]> {
		const command = ['ZRANGEBYSCORE', this.#prefix + subject, `(${now}`, '+inf'];
		const keys = await this.#connection.send(command, signal);
		return Array.isArray(keys) ? keys.map(String) : [];
	}
}
