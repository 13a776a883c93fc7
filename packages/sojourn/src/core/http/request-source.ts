import { type SentCookies, sentCookies } from '../../cookie/read.ts';
import type { RequestCookies } from '../keeper/keeper.ts';
import type { AnySession } from '../session/session.ts';

/** The parts of a request that are used: a Web `Request`, or one of `node:http`. */
export interface RequestLike {
	readonly url?: string | undefined;
	readonly headers: FetchHeaders | NodeHeaders;
	readonly socket?: object | null | undefined;
}

interface FetchHeaders {
	get(name: string): string | null | undefined;
}

/** Headers by their lower-case names, as `node:http` gives them. */
export type NodeHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The circumstances under which a session is opened. */
export interface OpenOptions {
	/** The answer can carry no cookie (a socket, a server component): the session can be read, not changed. Default false. */
	readonly readonly?: boolean;
	/** Whether the visitor came over https. Default: as the request says, or unknown for a bare header. */
	readonly secure?: boolean;
	/**
	 * For adapters: called once, when something is first asked of the session, or at once where something was asked
	 * already. From then on the answer has to wait for its commit; one whose session is never asked needs none.
	 */
	readonly onUse?: (session: AnySession) => void;
}

/** What each option has to be. */
const types: Readonly<Record<keyof OpenOptions, 'boolean' | 'function'>> = {
	readonly: 'boolean',
	secure: 'boolean',
	onUse: 'function',
};

/** Refuses options that there are not. Without a list of the names that were given: it is asked at every request. */
export function checkOpenOptions(options: OpenOptions): void {
	if (typeof options !== 'object' || options === null) {
		throw new TypeError('open takes an object of options: sessions.open(request, { readonly: true }).');
	}
	for (const name in options) {
		if (!Object.hasOwn(types, name)) {
			throw new TypeError(`open has no option ${name}. The options are: ${Object.keys(types).join(', ')}.`);
		}
		const type = types[name as keyof OpenOptions];
		const value = options[name as keyof OpenOptions];
		if (value === undefined || typeof value === type) continue;
		throw new TypeError(`open: ${name} must be ${type === 'boolean' ? 'true or false' : 'a function'}.`);
	}
}

/** A request was opened before, with another value of the option. */
export function openedOtherwise(option: string): TypeError {
	return new TypeError(
		`The session of this request was opened before, with another \`${option}\`. Give the option where the request is first opened.`,
	);
}

/** Whether a session can be opened from it as from a request. Its headers are not touched: `node:http` parses them when they are. */
export function isRequestLike(source: unknown): source is RequestLike {
	return typeof source === 'object' && source !== null && 'headers' in source;
}

/** Takes from a request what a session needs, once, and only when it is needed. */
export class RequestSource implements RequestCookies {
	readonly source: RequestLike | string | null;
	#headers: RequestLike['headers'] | null = null;
	#header: string | null = null;
	#secure: boolean | null | undefined;
	/** What was sent under the name that was asked for last: nearly always it is the same one. */
	#sent: SentCookies | null = null;

	constructor(source: RequestLike | string | null, secure: boolean | undefined) {
		this.source = source;
		this.#secure = secure;
	}

	get header(): string {
		this.#header ??= typeof this.source === 'string' ? this.source : (this.#headerOf('cookie') ?? '');
		return this.#header;
	}

	sent(name: string): SentCookies {
		if (this.#sent?.name !== name) this.#sent = sentCookies(this.header, name);
		return this.#sent;
	}

	get secure(): boolean | null {
		if (this.#secure === undefined) this.#secure = this.#isSecure();
		return this.#secure;
	}

	get host(): string {
		// HTTP/2 names it in a field of its own (RFC 9113, section 8.3.1).
		return this.#headerOf('host') || this.#headerOf(':authority') || '';
	}

	#isSecure(): boolean | null {
		if (this.source === null || typeof this.source === 'string') return null;
		const { socket, url } = this.source;
		if (url?.startsWith('https:')) return true;
		if (socket !== null && socket !== undefined && 'encrypted' in socket && socket.encrypted === true) return true;
		const forwarded = this.#headerOf('x-forwarded-proto');
		return forwarded === null ? null : isHttps(forwarded);
	}

	/** A header, empty where it was not sent; null where it cannot be known: Deno closes a request that was upgraded. */
	#headerOf(name: string): string | null {
		if (this.source === null || typeof this.source === 'string') return '';
		this.#headers ??= this.source.headers;
		if (!isFetchHeaders(this.#headers)) {
			const value = this.#headers[name];
			return typeof value === 'string' ? value : (value?.join('; ') ?? '');
		}
		try {
			return this.#headers.get(name) ?? '';
		} catch {
			return null;
		}
	}
}

/** Whether the first of the proxies was asked by https. Most requests have come through none. */
function isHttps(forwarded: string): boolean {
	return forwarded !== '' && forwarded.split(',', 1)[0]?.trim() === 'https';
}

function isFetchHeaders(headers: FetchHeaders | NodeHeaders): headers is FetchHeaders {
	return typeof headers.get === 'function';
}
