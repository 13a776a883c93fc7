import type { MaybePromise } from '../../promises/maybe-promise.ts';

/** The headers of an answer, as `Headers` has them. */
export interface AnswerHeaders {
	get(name: string): string | null;
	set(name: string, value: string): void;
	append(name: string, value: string): void;
}

/**
 * Writes what an answer that used a session needs: the cookies, and what keeps shared caches from handing one
 * visitor's answer to another (RFC 9111, section 7.3; CVE-2023-30861, CVE-2025-48947).
 */
export function writeSessionHeaders(
	headers: AnswerHeaders,
	cookies: MaybePromise<readonly string[]>,
): MaybePromise<void> {
	if (cookies instanceof Promise) return cookies.then((late) => writeSessionHeaders(headers, late));
	for (const cookie of cookies) headers.append('set-cookie', cookie);
	const vary = headers.get('vary');
	if (vary === null) headers.set('vary', 'Cookie');
	else if (!namesCookie(vary)) headers.append('vary', 'Cookie');
	const hasCookie = cookies.length > 0;
	if (hasCookie || headers.get('cache-control') === null) headers.set('cache-control', 'no-store');
	// A cache that is told something by it looks at nothing else (RFC 9213, section 2.2).
	if (hasCookie && headers.get('cdn-cache-control') !== null) headers.set('cdn-cache-control', 'no-store');
}

function namesCookie(vary: string): boolean {
	return vary.split(',').some((name) => ['cookie', '*'].includes(name.trim().toLowerCase()));
}
