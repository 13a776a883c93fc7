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
		this.name = settings.name;
		this.#attributes = attributesOf(settings);
		this.#cleared = `=; Max-Age=0; Expires=${new Date(0).toUTCString()}${this.#attributes}`;
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

/** The attributes (RFC 6265bis, section 4.1.1). What was checked needs no encoding. */
function attributesOf(settings: CookieSettings): string {
	let attributes = settings.domain === null ? '' : `; Domain=${settings.domain}`;
	attributes += `; Path=${settings.path}`;
	if (settings.httpOnly) attributes += '; HttpOnly';
	if (settings.secure) attributes += '; Secure';
	if (settings.partitioned) attributes += '; Partitioned';
	if (settings.priority !== null) attributes += `; Priority=${capitalized(settings.priority)}`;
	return `${attributes}; SameSite=${capitalized(settings.sameSite)}`;
}

function capitalized(word: string): string {
	return word.slice(0, 1).toUpperCase() + word.slice(1);
}
