import type { MaybePromise } from '../promises/maybe-promise.ts';
import { type Opened, opened } from './opened.ts';
import type { CipherKey } from './primitives.ts';
import { type Keys, ownerOf, type SecretKeys } from './secret-keys.ts';

/**
 * Seals and opens the records of one session, bound to its store key. The key is derived when it is first needed, and
 * kept: what a request has read it seals again under the same one.
 */
export class SessionRecords {
	readonly #keys: () => MaybePromise<Keys>;
	readonly #id: Uint8Array;
	readonly #storeKey: string;
	/** The secret that was used last, and the session's key under it. */
	#secret: SecretKeys | null = null;
	#key: MaybePromise<CipherKey> | null = null;

	constructor(keys: () => MaybePromise<Keys>, id: Uint8Array, storeKey: string) {
		this.#keys = keys;
		this.#id = id;
		this.#storeKey = storeKey;
	}

	/** The record of these bytes under the newest secret, 32 bytes longer than they are. */
	seal(plaintext: Uint8Array): MaybePromise<Uint8Array> {
		const keys = this.#keys();
		if (keys instanceof Promise) return keys.then(() => this.seal(plaintext));
		const [newest] = keys;
		return newest.record.seal(this.#keyUnder(newest), this.#storeKey, plaintext);
	}

	/** The bytes in a record, or null if it does not open. Never throws. */
	open(record: Uint8Array): MaybePromise<Opened | null> {
		const keys = this.#keys();
		if (keys instanceof Promise) return keys.then(() => this.open(record));
		const secret = ownerOf(record, keys);
		if (secret === undefined) return null;
		return opened(secret.record.open(this.#keyUnder(secret), this.#storeKey, record), secret === keys[0]);
	}

	#keyUnder(secret: SecretKeys): MaybePromise<CipherKey> {
		if (this.#secret === secret && this.#key !== null) return this.#key;
		this.#secret = secret;
		this.#key = secret.record.keyOf(this.#id);
		return this.#key;
	}
}
