import { type SessionStore, SojournError } from 'sojourn';
import type { OakStore } from './oak-store.ts';

/** Refused: this version keeps no sessions in Redis over Webdis. */
export class WebdisStore implements OakStore {
	/** What would keep the sessions. */
	declare readonly store: SessionStore;

	/**
	 * @param _options where Webdis is
	 * @throws SojournError `SOJOURN_UNSUPPORTED`
	 */
	constructor(_options?: { readonly url?: string }) {
		throw new SojournError(
			'SOJOURN_UNSUPPORTED',
			"This version of oak_sessions keeps no sessions over Webdis. Write new RedisStore(client), new SqliteStore('sessions.db') or new CookieStore(secret).",
		);
	}
}
