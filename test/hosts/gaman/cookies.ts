import { type CookieSerializeOptions, parse, serialize } from 'cookie-es';

interface Outgoing {
	/** What `get` answers from now on, or null after `delete`. */
	readonly value: string | null;
	readonly line: string;
}

/** `ctx.cookies`: what the request brought, read when first asked for, and what the answer will carry. */
export class GamanCookies {
	readonly #header: () => string | undefined;
	readonly #outgoing = new Map<string, Outgoing>();
	#incoming: Readonly<Record<string, string | undefined>> | null = null;

	constructor(header: () => string | undefined) {
		this.#header = header;
	}

	/** Sees the answer's own cookies first. Throws a URIError for a malformed `%`. */
	get(name: string): { readonly value: string } | undefined {
		const outgoing = this.#outgoing.get(name);
		if (outgoing !== undefined) return outgoing.value === null ? undefined : { value: outgoing.value };
		const value = this.#parsed[name];
		return value ? { value: decodeURIComponent(value) } : undefined;
	}

	/** Drops everything that is not a string, and the empty string, without a word. */
	set(name: string, value: unknown, options: CookieSerializeOptions = {}): void {
		if (typeof value !== 'string' || value === '') return;
		this.#outgoing.set(name, { value, line: serialize(name, value, options) });
	}

	/** Has no Path unless it is told one. */
	delete(name: string, options: CookieSerializeOptions = {}): void {
		const { maxAge: _, ...rest } = options;
		const line = serialize(name, 'deleted', { ...rest, expires: new Date(0) });
		this.#outgoing.set(name, { value: null, line });
	}

	/** The Set-Cookie lines of the answer. */
	lines(): string[] {
		return [...this.#outgoing.values()].map(({ line }) => line);
	}

	get #parsed(): Readonly<Record<string, string | undefined>> {
		this.#incoming ??= parse(this.#header() ?? '', { decode: (value) => value });
		return this.#incoming;
	}
}
