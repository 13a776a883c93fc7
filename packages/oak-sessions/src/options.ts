import { checkOptions, type DefaultData, type SessionCookieOptions, type SessionsOptions } from 'sojourn';

/** How a cookie is written, as Oak's `ctx.cookies.set` takes it. */
export interface OakCookieOptions
	extends Pick<SessionCookieOptions, 'domain' | 'httpOnly' | 'partitioned' | 'path' | 'priority' | 'secure'> {
	/** `true` stands for `'strict'`, and `false` for what browsers do without it, `'lax'`. */
	readonly sameSite?: SessionCookieOptions['sameSite'] | boolean;
	/** Means nothing here: no cookie of another name or value is ever accepted, whether Oak has keys to sign it or not. */
	readonly signed?: boolean;
	/** Means nothing here: a new cookie always takes the place of the last one. */
	readonly overwrite?: boolean;
	/** Means nothing here: `secure` alone says how the cookie is sent. */
	readonly ignoreInsecure?: boolean;
}

/**
 * The options of `new Session(store, options)` and of `Session.initMiddleware(store, options)`: those of `createSessions`,
 * and the names that releases 3 to 9 of oak_sessions have for some of them.
 */
export interface SessionOptions<Data = DefaultData> extends Omit<SessionsOptions<Data>, 'store'> {
	/**
	 * A string of 32 characters or more, or a list of them, newest first: the first seals, all open. Default: what the store
	 * brings, else the environment variable `SOJOURN_SECRET`, else for stores on the server `false`: then the keys come from
	 * the visitor's id alone.
	 */
	readonly secret?: SessionsOptions['secret'];
	/** How the cookie is written. Default: named `session`, without prefix, and `secure: 'auto'`. */
	readonly cookie?: SessionCookieOptions;
	/** Seconds; another name of `maxAge`. Null stands for its default. */
	readonly expireAfterSeconds?: number | null;
	/** Another name of `cookie.name`. */
	readonly sessionCookieName?: string;
	/** Another form of `cookie`. How long the cookie stays is said by `maxAge`. */
	readonly cookieSetOptions?: OakCookieOptions;
	/** Means nothing here: the cookie is always checked. */
	readonly cookieGetOptions?: { readonly signed?: boolean };
}

/** All of them; the compiler sees to it that none is forgotten. */
const known: Readonly<Record<keyof SessionOptions, true>> = {
	secret: true,
	maxAge: true,
	absoluteMaxAge: true,
	rolling: true,
	cookie: true,
	deadline: true,
	maxBytes: true,
	serializer: true,
	schema: true,
	clock: true,
	random: true,
	expireAfterSeconds: true,
	sessionCookieName: true,
	cookieSetOptions: true,
	cookieGetOptions: true,
};

const knownOfCookies: Readonly<Record<keyof OakCookieOptions, true>> = {
	domain: true,
	httpOnly: true,
	partitioned: true,
	path: true,
	priority: true,
	secure: true,
	sameSite: true,
	signed: true,
	overwrite: true,
	ignoreInsecure: true,
};

/**
 * The options for `createSessions`, with the defaults of this module.
 *
 * @param secret what the store brings
 * @throws TypeError that names the first wrong option
 */
export function sessionsOptions<Data>(
	options: SessionOptions<Data>,
	secret: SessionOptions['secret'],
): Omit<SessionsOptions<Data>, 'store'> {
	checkOptions('new Session(store, options)', options, Object.keys(known));
	const { expireAfterSeconds, sessionCookieName, cookieSetOptions, cookieGetOptions, ...others } = options;
	refuseBoth('expireAfterSeconds', expireAfterSeconds, 'maxAge', options.maxAge);
	refuseBoth('sessionCookieName', sessionCookieName, 'cookie.name', options.cookie?.name);
	refuseBoth('cookieSetOptions', cookieSetOptions, 'cookie', options.cookie);
	refuseBoth('secret', options.secret, 'secret of the store', secret);
	if (cookieGetOptions !== undefined) checkOptions('The option cookieGetOptions', cookieGetOptions, ['signed']);
	const { cookie = {} } = options;
	if (typeof cookie !== 'object' || cookie === null) {
		throw new TypeError("The option cookie must be an object, such as cookie: { name: 'sid' }.");
	}
	const given = cookieSetOptions === undefined ? cookie : cookieOptions(cookieSetOptions);
	const name = sessionCookieName === undefined ? {} : { name: sessionCookieName };
	return {
		...others,
		secret: options.secret ?? secret,
		...(expireAfterSeconds == null ? {} : { maxAge: expireAfterSeconds }),
		cookie: { prefix: false, secure: 'auto', ...given, ...name },
	};
}

function cookieOptions(options: OakCookieOptions): SessionCookieOptions {
	for (const lifetime of ['maxAge', 'expires']) {
		if (!Object.hasOwn(options ?? {}, lifetime)) continue;
		throw new TypeError(
			`The option cookieSetOptions.${lifetime} says how long the browser keeps the cookie, which follows the session. Write expireAfterSeconds, in seconds.`,
		);
	}
	checkOptions('The option cookieSetOptions', options, Object.keys(knownOfCookies));
	const { sameSite, signed, overwrite, ignoreInsecure, ...others } = options;
	if (sameSite === undefined) return others;
	return { ...others, sameSite: sameSite === true ? 'strict' : sameSite === false ? 'lax' : sameSite };
}

function refuseBoth(one: string, first: unknown, other: string, second: unknown): void {
	if (first === undefined || first === null || second === undefined) return;
	throw new TypeError(`The options ${one} and ${other} are two names of one thing. Pass one of them.`);
}
