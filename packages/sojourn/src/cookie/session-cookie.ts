import { serialize } from 'cookie-es';
import type { CookieSettings } from './options.ts';
import { mostPieces, pieceName, type SentCookies } from './read.ts';

/** Octets: browsers ignore a cookie over that, and some count its attributes too (RFC 6265bis, section 5.6). */
const lineBudget = 4096;
/** Seconds: browsers keep no cookie longer (RFC 6265bis, section 5.5). */
const longestMaxAge = 400 * 86_400;
const maxAgeRoom = '; Max-Age='.length + String(longestMaxAge).length;

/**
 * The Set-Cookie lines of one cookie. What does not change from answer to answer is written once. Values are URL-safe
 * Base64, so they need no encoding.
 */
export class SessionCookie {
	/** With its prefix. */
	readonly name: string;
	readonly #attributes: string;
	readonly #cleared: string;

	constructor(settings: CookieSettings) {
		const { name, domain, priority, ...others } = settings;
		const attributes = {
			...others,
			...(domain === null ? {} : { domain }),
			...(priority === null ? {} : { priority }),
		};
		this.name = name;
		this.#attributes = serialize({ name, value: '', ...attributes }).slice(`${name}=`.length);
		this.#cleared = serialize({ name, value: '', maxAge: 0, expires: new Date(0), ...attributes }).slice(name.length);
	}

	/** Bytes of a value that so many cookies hold. */
	capacity(pieces: number): number {
		let bytes = 0;
		for (let index = 0; index < pieces; index += 1) bytes += this.#room(index);
		return bytes;
	}

	/** Cuts a value so that no line is over its budget. */
	split(value: string): readonly string[] {
		const pieces: string[] = [];
		for (let start = 0; start < value.length || pieces.length === 0; ) {
			const end = start + this.#room(pieces.length);
			pieces.push(value.slice(start, end));
			start = end;
		}
		return pieces;
	}

	/**
	 * The lines that set these pieces and remove those that the visitor has from a longer value.
	 *
	 * @param maxAge seconds, or null for a cookie that goes when the browser is closed
	 * @param sent what the visitor has of this cookie
	 */
	write(pieces: readonly string[], maxAge: number | null, sent: SentCookies): readonly string[] {
		const lifetime = maxAge === null ? '' : `; Max-Age=${Math.min(maxAge, longestMaxAge)}`;
		const lines = pieces.map((piece, index) => `${pieceName(this.name, index)}=${piece}${lifetime}${this.#attributes}`);
		this.#remove(pieces.length, sent, lines);
		return lines;
	}

	/** The lines that remove every piece that the visitor has. */
	clear(sent: SentCookies): readonly string[] {
		const lines: string[] = [];
		this.#remove(0, sent, lines);
		return lines;
	}

	/** Adds the lines that remove the visitor's pieces from one of them on. */
	#remove(from: number, { values, pieces }: SentCookies, lines: string[]): void {
		for (let index = from; index < mostPieces; index += 1) {
			const isSent = index === 0 ? values.length > 0 : pieces[index - 1] !== '';
			if (isSent) lines.push(pieceName(this.name, index) + this.#cleared);
		}
	}

	#room(index: number): number {
		return lineBudget - pieceName(this.name, index).length - '='.length - maxAgeRoom - this.#attributes.length;
	}
}
