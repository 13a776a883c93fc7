import type { Serializer } from '../../codec/serializer.ts';
import type { SessionStore } from '../../contract/cookie-store.ts';
import type { SchemaMap } from './schema.ts';

/** How the session's cookie is written (RFC 6265bis, section 4.1.2). */
export interface SessionCookieOptions {
	/**
	 * The cookie's name, without prefix: `__Host-` is put before it wherever the other options allow, which keeps
	 * subdomains from setting it. A name that already has a prefix is kept. Default `session`.
	 */
	readonly name?: string;
	/** Whether a prefix is put before the name. Default true. */
	readonly prefix?: boolean;
	/** Only sent over https. `'auto'` follows the request, for servers reached over both. Default true. */
	readonly secure?: boolean | 'auto';
	/** Out of reach for scripts in the page. Default true. */
	readonly httpOnly?: boolean;
	/** Which requests from other sites carry it. `'none'` needs `secure`. Default `'lax'`. */
	readonly sameSite?: 'lax' | 'strict' | 'none';
	/** The paths below which it is sent. Default `/`. */
	readonly path?: string;
	/** The domain whose subdomains get it too. Default: the answering host alone. */
	readonly domain?: string;
	/** Kept apart for each site that embeds this one (CHIPS). Needs `secure`. Default false. */
	readonly partitioned?: boolean;
	/** What browsers that know it throw away last. Default: not sent. */
	readonly priority?: 'low' | 'medium' | 'high';
}

/** The options of `createSessions`. */
export interface SessionsOptions<Data = unknown> {
	/** Where sessions are kept: `memoryStore()`, `sqliteStore('sessions.db')`, `cookieStore()`, ... */
	readonly store: SessionStore;
	/**
	 * A string of 32 characters or more, or a list of them, newest first: the first seals, all open. Default: the
	 * environment variable `SOJOURN_SECRET`, with older ones in `SOJOURN_SECRET_PREVIOUS`, a line each. `false`, for a
	 * store on the server only, derives keys from the visitor's id alone.
	 */
	readonly secret?: string | readonly string[] | false | undefined;
	/** Seconds after its last use at which a session ends. Default 86400, one day. */
	readonly maxAge?: number;
	/** Seconds after its creation at which a session ends whatever happens. Default 30 days, or `maxAge` if that is longer. */
	readonly absoluteMaxAge?: number;
	/** Whether use renews the idle limit; if not, `maxAge` counts from creation. Default true. */
	readonly rolling?: boolean;
	/** How the cookie is written. */
	readonly cookie?: SessionCookieOptions;
	/** Milliseconds that all store calls of one request may take together. Default 2000. */
	readonly deadline?: number;
	/** Bytes that one session may take. Default 262144 (256 KiB). */
	readonly maxBytes?: number;
	/** What turns values into text and back. Default: everything that `docs/values.md` lists. */
	readonly serializer?: Serializer;
	/** A Standard Schema for each key: types the session, and validates what is stored. */
	readonly schema?: SchemaMap<Data>;
	/** Milliseconds since the epoch, for tests. Default `Date.now`. */
	readonly clock?: () => number;
	/** Fills bytes with randomness, for tests. Default `crypto.getRandomValues`. */
	readonly random?: (bytes: Uint8Array) => void;
}
