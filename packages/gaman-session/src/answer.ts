import { parseSetCookie } from 'cookie-es';
import type { AnswerHeaders } from 'sojourn';
import type { GamanCookieOptions, GamanCookies, GamanHeaders, GamanRawAnswer } from './gaman.ts';

/** What a commit writes to. */
interface Outgoing {
	readonly cookies: GamanCookies;
	/** The response's. */
	readonly headers: GamanHeaders;
	/** The context's. GamanJS puts what a handler set there over the response's headers, after the commit. */
	readonly overriding: GamanHeaders;
	/** The names of the session's cookies on all answers so far; those on this one are added. */
	readonly names: Set<string>;
	/** Is told of each cookie of the session. */
	readonly onCookie: () => void;
}

/**
 * The headers of an answer. Cookies go through the context; because GamanJS drops every `Set-Cookie` header when there
 * is one cookie there, those that the application wrote as headers go the same way.
 */
export function answerHeaders({ cookies, headers, overriding, names, onCookie }: Outgoing): AnswerHeaders {
	const place = (name: string): GamanHeaders => (isSetOn(overriding, name) ? overriding : headers);
	return {
		get: (name) => place(name).get(name) ?? null,
		set(name, value) {
			place(name).set(name, value);
		},
		append(name, value) {
			if (name === 'set-cookie') {
				carryOver(place(name), cookies, names);
				names.add(cookieName(value));
				writeCookie(cookies, value);
				onCookie();
				return;
			}
			const before = place(name).get(name);
			place(name).set(name, before ? `${before}, ${value}` : value);
		},
	};
}

/**
 * Sees to it that an answer takes no session along but its own. GamanJS leaves the cookies that it sends on the object
 * that a handler, or another integration, has answered with: where that is a constant, the next visitor would be sent the
 * session of the one before.
 *
 * @param names those of the session's cookies on all answers so far
 * @param isGiven whether this answer was given cookies of the session: then it carries those of its context alone
 */
export function keepOthersOut(answer: GamanRawAnswer, names: ReadonlySet<string>, isGiven: () => boolean): void {
	const { writeHead } = answer;
	answer.writeHead = (...head) => {
		if (!isGiven()) removeCookies(answer, names);
		return Reflect.apply(writeHead, answer, head);
	};
}

function removeCookies(answer: GamanRawAnswer, names: ReadonlySet<string>): void {
	const lines = linesOf(answer.getHeader('set-cookie'));
	const others = lines.filter((line) => !names.has(cookieName(line)));
	if (others.length === lines.length) return;
	if (others.length > 0) answer.setHeader('set-cookie', others);
	else answer.removeHeader('set-cookie');
}

function isSetOn(headers: GamanHeaders, name: string): boolean {
	for (const [key, [, isSet]] of headers.entries()) {
		if (key === name && isSet === true) return true;
	}
	return false;
}

function carryOver(headers: GamanHeaders, cookies: GamanCookies, names: ReadonlySet<string>): void {
	for (const line of cookieLines(headers)) {
		if (names.has(cookieName(line))) continue;
		try {
			writeCookie(cookies, line);
		} catch {
			// What GamanJS does not take as a cookie it drops, as it would without this.
		}
	}
}

function cookieLines(headers: GamanHeaders): string[] {
	for (const [key, [value]] of headers.entries()) {
		if (key === 'set-cookie') return linesOf(value);
	}
	return [];
}

function linesOf(value: unknown): string[] {
	return value === undefined ? [] : [value].flat().map(String);
}

function cookieName(line: string): string {
	return line.slice(0, line.indexOf('='));
}

function writeCookie(cookies: GamanCookies, line: string): void {
	const cookie = parseSetCookie(line, { decode: false });
	if (cookie === undefined) return;
	const { name, value, ...attributes } = cookie;
	const options = { ...attributes, encode: asItIs } as GamanCookieOptions;
	// `set` drops an empty value without a word; `delete` sends only the attributes it is given.
	if (value) cookies.set(name, value, options);
	else cookies.delete(name, options);
}

function asItIs(value: string): string {
	return value;
}
