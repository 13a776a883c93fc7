import { checkCookieOptions } from '../../cookie/options.ts';
import { SessionCookie } from '../../cookie/session-cookie.ts';
import { warnOnce } from '../environment.ts';
import type { RequestCookies } from '../keeper/keeper.ts';
import type { SessionCookieOptions } from '../options/options.ts';

const localHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** How the session's cookie is written to one visitor: as the options say, or with `secure: 'auto'` as the request came. */
export class CookiePolicies {
	readonly #secure: SessionCookie | null;
	readonly #plain: SessionCookie | null;
	/** The host that a Secure cookie was last sent to over plain http, which needs no second look. */
	#lastPlainHost: string | null = null;

	/** @throws TypeError for a wrong option, which it names */
	constructor(options: SessionCookieOptions) {
		const { secure = true } = options;
		if (typeof secure !== 'boolean' && secure !== 'auto') {
			throw new TypeError("The option cookie.secure must be true, false or 'auto'.");
		}
		this.#secure = secure === false ? null : new SessionCookie(checkCookieOptions({ ...options, secure: true }));
		this.#plain = secure === true ? null : new SessionCookie(checkCookieOptions({ ...options, secure: false }));
	}

	/** The cookie of a request. Over https only the secure one counts, over http only the plain one. */
	of(cookies: RequestCookies): SessionCookie {
		if (this.#plain === null) return this.#secure as SessionCookie;
		if (this.#secure === null) return this.#plain;
		return cookies.secure === true ? this.#secure : this.#plain;
	}

	/** Says once that browsers drop a Secure cookie that came over plain http. */
	warnIfLost(cookies: RequestCookies): void {
		if (this.#plain !== null || cookies.secure !== false) return;
		const { host } = cookies;
		if (host === this.#lastPlainHost) return;
		this.#lastPlainHost = host;
		if (localHost.test(host)) return;
		warnOnce(
			'SOJOURN_SECURE_COOKIE_LOST',
			"A session cookie with Secure was sent over plain http, where browsers drop it. Serve https; behind a proxy that does, have it send X-Forwarded-Proto; or set the cookie's option secure to 'auto'.",
		);
	}
}
