import {
	checkOptions,
	type DefaultData,
	type SessionCookieOptions,
	type SessionStore,
	type SessionsOptions,
	SojournError,
} from 'sojourn';
import type { SessionDriver } from './drivers.ts';

/** The options of {@link session}. All others than these are those of `createSessions`. */
export interface SessionOptions extends Omit<SessionsOptions<DefaultData>, 'store' | 'cookie'> {
	/**
	 * A string of 32 characters or more, or a list of them, newest first: the first seals, all open. Default: the
	 * environment variable `GAMAN_KEY`. `false`, for a store on the server only, derives keys from the visitor's id alone.
	 */
	readonly secret?: string | readonly string[] | false | undefined;
	/** Where sessions are kept. Default `{ type: 'cookies' }`. */
	readonly driver?: SessionDriver | undefined;
	/** Instead of `driver`: any store, such as `redisStore(client)` of `sojourn/redis`. */
	readonly store?: SessionStore | undefined;
	/** Seconds after its last use at which a session ends. Default 86400, one day. */
	readonly maxAge?: number;
	/** Whether the cookie is only sent over https. `'auto'` follows the request. Default true. */
	readonly secure?: boolean | 'auto' | undefined;
	/** How else the cookie is written. */
	readonly cookie?: Omit<SessionCookieOptions, 'secure'>;
}

/** All of them; the compiler sees to it that none is forgotten. */
const known: Readonly<Record<keyof SessionOptions, true>> = {
	driver: true,
	store: true,
	secret: true,
	maxAge: true,
	secure: true,
	cookie: true,
	absoluteMaxAge: true,
	rolling: true,
	deadline: true,
	maxBytes: true,
	serializer: true,
	schema: true,
	clock: true,
	random: true,
};

const howToMakeOne =
	"Make one with: node -e \"console.log(require('node:crypto').randomBytes(32).toString('base64url'))\"";

/**
 * Checks what this package adds to the options of `createSessions`, which checks the others; the driver is checked on its own.
 *
 * @throws TypeError that names the first wrong option
 */
export function checkSessionOptions(options: SessionOptions): void {
	checkOptions('session', options, Object.keys(known));
	const { driver, store, maxAge, secure, cookie } = options;
	if (driver !== undefined && store !== undefined) {
		throw new TypeError('The options driver and store both say where sessions are kept. Pass one of them.');
	}
	if (maxAge !== undefined && !(Number.isFinite(maxAge) && maxAge > 0)) {
		throw new TypeError('The option maxAge must be a positive number of seconds, such as 86400.');
	}
	if (secure !== undefined && typeof secure !== 'boolean' && secure !== 'auto') {
		throw new TypeError("The option secure must be true, false or 'auto'.");
	}
	if (cookie !== undefined) checkCookie(cookie);
}

function checkCookie(cookie: NonNullable<SessionOptions['cookie']>): void {
	if (typeof cookie !== 'object' || cookie === null) {
		throw new TypeError("The option cookie must be an object, such as cookie: { name: 'session' }.");
	}
	if ('secure' in cookie) {
		throw new TypeError('The option cookie.secure is the option secure here. Write session({ secure: ... }).');
	}
	if (cookie.name !== undefined && cookie.name in Object.prototype) {
		throw new TypeError(
			"The option cookie.name is a name that every object has. Choose another one, such as 'session'.",
		);
	}
}

/**
 * The option `secret`, or `GAMAN_KEY`. Asked for when the integration is registered, because only then is what
 * stands in `.env` sure to have been read.
 *
 * @throws SojournError `SOJOURN_SECRET_MISSING` when there is neither
 */
export function secretOf({ secret }: SessionOptions): string | readonly string[] | false {
	if (secret !== undefined) return secret;
	const key = process.env.GAMAN_KEY;
	if (key !== undefined && key.trim() !== '') return key;
	throw new SojournError(
		'SOJOURN_SECRET_MISSING',
		`There is no secret. Set the environment variable GAMAN_KEY, or pass the option secret. ${howToMakeOne}`,
	);
}
