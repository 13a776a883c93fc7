import { type SentCookies, sentCookies } from '../../cookie/read.ts';
import type { RequestCookies } from '../keeper/keeper.ts';
import type { OpenOptions } from './open-options.ts';
import { isFetchHeaders, type RequestLike } from './request-like.ts';

/** What says that the first of the proxies was asked by https, as a WebSocket perhaps: schemes have no case (RFC 3986, section 3.1). */
const throughHttps = /^\s*(https|wss)\s*(,|$)/i;

/**
 * One request and its answer, as far as a session needs them. What it needs of the request is taken once, and only when
 * it is needed.
 */
export class Exchange implements RequestCookies {
	/** What the session was opened with. */
	readonly source: RequestLike | string | null;
	/** Whether the session can only be read, because the answer can carry no cookie. */
	readonly readonly: boolean;
	/** Whether the answer has begun, or carries no headers, so that no cookie can be set any more. */
	headersSent = false;
	#headers: RequestLike['headers'] | null = null;
	#header: string | null = null;
	#secure: boolean | null | undefined;
	/** What was sent under the name that was asked for last: nearly always it is the same one. */
	#sent: SentCookies | null = null;

	constructor(source: RequestLike | string | null, options: OpenOptions) {
		this.source = source;
		this.readonly = options.readonly ?? false;
		this.#secure = options.secure;
	}

	/** The Cookie header, or an empty string. */
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
		return forwarded === null ? null : throughHttps.test(forwarded);
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
