/** What a visitor sent under a name and under those of its pieces, without empty values. */
export interface SentCookies {
	readonly name: string;
	/** The values of the cookies with exactly this name, in their order. */
	readonly values: readonly string[];
	/** The first value of each further piece; an empty string where it was not sent. */
	readonly pieces: readonly string[];
}

/** A value that may be a session: the pieces of it that a visitor sent, put together. */
export interface CookieCandidate {
	readonly value: string;
	/** Of how many cookies it was put together. */
	readonly pieces: number;
}

const noPieces: readonly string[] = ['', '', ''];

/** So many values of one name are taken, at most: a visitor may have several, for several paths or domains. */
const mostValues = 4;

/** Over so many cookies a value may be split. */
export const mostPieces: number = 1 + noPieces.length;

/** The name of a piece: the first has the plain name. */
export function pieceName(name: string, index: number): string {
	return index === 0 ? name : `${name}.${index}`;
}

/**
 * The cookies with a name, and its pieces. Read by hand, because every request is: a header is looked through once, cookie
 * by cookie (RFC 6265, section 5.4), and what others set there is passed by.
 *
 * @param header a Cookie header, whatever a visitor sent
 */
export function sentCookies(header: string, name: string): SentCookies {
	const values: string[] = [];
	let pieces = noPieces;
	for (let start = 0, end = 0; start < header.length; start = end + 1) {
		end = endOfCookie(header, start);
		const nameStart = skipSpace(header, start);
		if (!header.startsWith(name, nameStart)) continue;
		const nameEnd = nameStart + name.length;
		const piece = header.charCodeAt(nameEnd) === dot ? header.charCodeAt(nameEnd + 1) - zero : 0;
		const equals = skipSpace(header, piece === 0 ? nameEnd : nameEnd + 2);
		if (header.charCodeAt(equals) !== equalsSign) continue;
		// What we write is URL-safe Base64: whatever has to be decoded first is not ours.
		const value = withoutSpace(header, equals + 1, end);
		if (value === '') continue;
		if (piece === 0) {
			if (values.length < mostValues) values.push(value);
		} else if (pieces[piece - 1] === '') pieces = pieces.with(piece - 1, value);
	}
	return { name, values, pieces };
}

/**
 * What may be a session that was split over several cookies: longest first, since only opening it tells how many
 * pieces belong together, and stale ones may be around.
 *
 * @param most of how many cookies it can be put together
 */
export function cookieCandidates({ values, pieces }: SentCookies, most: number): readonly CookieCandidate[] {
	const gap = pieces.indexOf('');
	const further = Math.min(gap === -1 ? pieces.length : gap, most - 1);
	const candidates: CookieCandidate[] = [];
	for (const value of values) {
		for (let count = further; count >= 0; count -= 1) {
			candidates.push({ value: value + joined(pieces, count), pieces: count + 1 });
		}
	}
	return candidates;
}

function joined(pieces: readonly string[], count: number): string {
	return count === 0 ? '' : pieces.slice(0, count).join('');
}

const dot = 0x2e;
const zero = 0x30;
const equalsSign = 0x3d;

function endOfCookie(header: string, from: number): number {
	const end = header.indexOf(';', from);
	return end === -1 ? header.length : end;
}

function skipSpace(header: string, from: number): number {
	let index = from;
	while (isSpace(header.charCodeAt(index))) index += 1;
	return index;
}

function withoutSpace(header: string, from: number, to: number): string {
	const start = skipSpace(header, from);
	let end = to;
	while (end > start && isSpace(header.charCodeAt(end - 1))) end -= 1;
	return header.slice(start, end);
}

/** Whether it is a space or a tab, which may stand around names and values. */
function isSpace(code: number): boolean {
	return code === 0x20 || code === 0x09;
}
