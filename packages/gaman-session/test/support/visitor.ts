import { parseSetCookie } from 'cookie-es';

/** What a server answered. */
export interface Page {
	readonly status: number;
	readonly headers: Headers;
	readonly body: string;
	/** The body, read as JSON. */
	readonly json: () => unknown;
}

interface KeptCookie {
	readonly name: string;
	readonly value: string;
	readonly path: string;
}

/**
 * A browser behind a proxy that ends https: sends Secure cookies back over plain http. Keeps cookies by name and path
 * (RFC 6265, section 5.3), so that one deleted with another path stays.
 */
export class Visitor {
	readonly #url: string;
	#cookies: readonly KeptCookie[] = [];

	/** @param url of the server, without a slash at the end */
	constructor(url: string) {
		this.#url = url;
	}

	/** The names of the cookies that are kept. */
	get cookieNames(): string[] {
		return this.#cookies.map(({ name }) => name);
	}

	/** The values of the cookies that are kept. */
	get cookieValues(): string[] {
		return this.#cookies.map(({ value }) => value);
	}

	/** Another browser with a copy of the cookies; of another server where an address is given. */
	copy(url: string = this.#url): Visitor {
		const copy = new Visitor(url);
		copy.#cookies = this.#cookies;
		return copy;
	}

	/** Puts a cookie there that no answer has set. */
	plant(name: string, value: string): void {
		this.#keep({ name, value, path: '/' });
	}

	async open(path: string, init: RequestInit = {}): Promise<Page> {
		const headers = new Headers(init.headers);
		const sent = this.#cookies.filter((cookie) => isUnder(path, cookie.path));
		if (sent.length > 0) headers.set('cookie', sent.map(({ name, value }) => `${name}=${value}`).join('; '));
		const response = await fetch(this.#url + path, { redirect: 'manual', ...init, headers });
		for (const line of response.headers.getSetCookie()) this.#take(line, path);
		const body = await response.text();
		return { status: response.status, headers: response.headers, body, json: () => JSON.parse(body) };
	}

	#take(line: string, requested: string): void {
		const cookie = parseSetCookie(line, { decode: false });
		if (cookie === undefined) throw new Error('The server sent a line that is no cookie.');
		const { name, value, maxAge, expires, path = defaultPath(requested) } = cookie;
		const isOver = maxAge === undefined ? expires !== undefined && expires.getTime() <= Date.now() : maxAge <= 0;
		this.#drop(name, path);
		if (!isOver) this.#keep({ name, value, path });
	}

	#keep(cookie: KeptCookie): void {
		this.#drop(cookie.name, cookie.path);
		this.#cookies = [...this.#cookies, cookie];
	}

	#drop(name: string, path: string): void {
		this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
	}
}

/** RFC 6265, section 5.1.4. */
function defaultPath(requested: string): string {
	return requested.slice(0, Math.max(1, requested.lastIndexOf('/')));
}

function isUnder(requested: string, path: string): boolean {
	return path === '/' || requested === path || requested.startsWith(`${path}/`);
}
