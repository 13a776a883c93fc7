import { parse } from 'cookie-es';

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

/** What we write is URL-safe Base64: whatever has to be decoded first is not ours. */
function asSent(value: string): string {
	return value;
}

/**
 * The values of all cookies with exactly this name, in their order, without empty ones.
 *
 * @param header a Cookie header, whatever a visitor sent
 * @param limit how many values are looked at, at most
 */
export function cookieValues(header: string, name: string, limit: number): readonly string[] {
	if (!header.includes(name)) return [];
	const found = parse(header, { allowMultiple: true, filter: (candidate) => candidate === name, decode: asSent })[name];
	if (found === undefined || found === '') return [];
	return typeof found === 'string' ? [found] : found.filter((value) => value !== '').slice(0, limit);
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
	if (!header.includes(pieceName(name, 1))) return starts.map((value) => ({ value, pieces: 1 }));
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
