/** A value that may be a session: the pieces of it that a visitor sent, put together. */
export interface CookieCandidate {
	readonly value: string;
	/** Of how many cookies it was put together. */
	readonly pieces: number;
}

/** The name of a piece: the first has the plain name. */
export function pieceName(name: string, index: number): string {
	return index === 0 ? name : `${name}.${index}`;
}

/**
 * The values of all cookies with exactly this name, in their order, without empty ones. Read by hand, because every
 * request is: a header is looked through cookie by cookie (RFC 6265, section 5.4), and what others set there is passed by.
 *
 * @param header a Cookie header, whatever a visitor sent
 * @param limit how many values are looked at, at most
 */
export function cookieValues(header: string, name: string, limit: number): readonly string[] {
	const values: string[] = [];
	for (let start = 0; values.length < limit; ) {
		const nameEnd = endOfName(header, name, start);
		if (nameEnd === -1) break;
		const end = endOfCookie(header, nameEnd);
		const equals = skipSpace(header, nameEnd);
		// What we write is URL-safe Base64: whatever has to be decoded first is not ours.
		const value = header[equals] === '=' ? withoutSpace(header, equals + 1, end) : '';
		if (value !== '') values.push(value);
		start = end + 1;
	}
	return values;
}

/** Whether there may be pieces beyond the first. */
export function mayHavePieces(header: string, name: string): boolean {
	for (let start = 0; ; ) {
		const nameEnd = endOfName(header, name, start);
		if (nameEnd === -1) return false;
		if (header[nameEnd] === '.') return true;
		start = endOfCookie(header, nameEnd) + 1;
	}
}

/**
 * What may be a session that was split over several cookies: longest first, since only opening it tells how many
 * pieces belong together, and stale ones may be around.
 *
 * @param most of how many cookies it can be put together
 * @param limit how many first pieces are tried, at most: each with every number of further ones
 */
export function cookieCandidates(
	header: string,
	name: string,
	most: number,
	limit: number,
): readonly CookieCandidate[] {
	const starts = cookieValues(header, name, limit);
	if (starts.length === 0) return [];
	// As nearly all sessions are.
	if (!mayHavePieces(header, name)) return starts.map((value) => ({ value, pieces: 1 }));
	const rest: string[] = [];
	while (rest.length < most - 1) {
		const [piece] = cookieValues(header, pieceName(name, rest.length + 1), 1);
		if (piece === undefined) break;
		rest.push(piece);
	}
	const candidates: CookieCandidate[] = [];
	for (const start of starts) {
		for (let pieces = rest.length + 1; pieces > 0; pieces -= 1) {
			candidates.push({ value: start + rest.slice(0, pieces - 1).join(''), pieces });
		}
	}
	return candidates;
}

/** Where the name ends of the first cookie, from the start of one on, whose name begins with this one; -1 where there is none. */
function endOfName(header: string, name: string, from: number): number {
	for (let start = from; start < header.length; start = endOfCookie(header, start) + 1) {
		const begin = skipSpace(header, start);
		if (header.startsWith(name, begin)) return begin + name.length;
	}
	return -1;
}

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
