import type { SessionStore } from 'sojourn';
import { type CookieStoreOptions, cookieStore } from 'sojourn/cookie';
import type { OakStore } from './oak-store.ts';

/**
 * Keeps each session in its visitor's own cookie, encrypted, up to 5.9 kB. What it cannot do for that is said at
 * `cookieStore` of `sojourn/cookie`.
 */
export class CookieStore implements OakStore {
	/** What keeps the sessions. */
	readonly store: SessionStore;
	readonly #secret: string | readonly string[] | undefined;

	/**
	 * @param secret a string of 32 characters or more, or a list of them, newest first: the first seals, all open. Default:
	 * the environment variable `SOJOURN_SECRET`; without one of them `new Session` throws `SOJOURN_SECRET_MISSING`
	 * @throws TypeError when an option is not what it has to be
	 */
	constructor(secret?: string | readonly string[], options?: CookieStoreOptions) {
		this.#secret = secret;
		this.store = cookieStore(options);
	}

	/** What seals them. Not a property of its own, so that no log shows it that is given the store. */
	get secret(): string | readonly string[] | undefined {
		return this.#secret;
	}
}
