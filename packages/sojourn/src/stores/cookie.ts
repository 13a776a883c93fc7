import { checkOptions } from '../contract/check-options.ts';
import type { CookieStore } from '../contract/cookie-store.ts';
import type { Store } from '../contract/store.ts';

const mostPieces = 4;

/** The options of {@link cookieStore}. */
export interface CookieStoreOptions {
	/**
	 * Over how many cookies a session may be split, 1 to 4. Servers cap the whole header block (nginx 8 KiB a line,
	 * Node 16 KiB in all), so more than the default of 2 has to be allowed there too.
	 */
	readonly pieces?: number;
	/**
	 * A store that keeps the ids of ended sessions. With it an ended session stays ended, also for a copy of its
	 * cookie, and `revoke` works; every request that uses its session then reads that
	 * store once, and once more before it changes it.
	 */
	readonly revocations?: Store;
}

/**
 * Keeps sessions sealed in their visitors' own cookies, without a server that remembers them. What it cannot do: of
 * parallel requests the last answer's cookie wins; a copy of a cookie taken before log-out opens until the limits sealed
 * in it (see `revocations`); `list` and `revokeAll` throw `SOJOURN_UNSUPPORTED`.
 *
 * @throws TypeError for a wrong option, which it names
 */
export function cookieStore(options: CookieStoreOptions = {}): CookieStore {
	checkOptions('cookieStore', options, ['pieces', 'revocations']);
	const { pieces = 2, revocations = null } = options;
	if (!Number.isInteger(pieces) || pieces < 1 || pieces > mostPieces) {
		throw new TypeError(`The option pieces of cookieStore must be a whole number from 1 to ${mostPieces}.`);
	}
	if (revocations !== null && typeof revocations.create !== 'function') {
		throw new TypeError(
			'The option revocations of cookieStore must be a store on the server, such as redisStore(client).',
		);
	}
	return { stateless: true, pieces, revocations };
}
