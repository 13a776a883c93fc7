import type { DemoRequest } from './http.ts';

/** Bytes that a form of the demo may take. */
const longestForm = 4096;

/**
 * What every answer says. The policy allows what the demo itself serves, and nothing else. Without a referrer browsers
 * would send `Origin: null` with forms, so the demo's own pages get one.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
	'content-security-policy': [
		"default-src 'none'",
		"style-src 'self'",
		"script-src 'self'",
		"connect-src 'self'",
		"img-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	].join('; '),
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
};

/**
 * Whether a form was sent by a page of this origin. The cookie is SameSite=Lax already; a site is more than an origin,
 * though (every port of a host is one site), so the headers that scripts cannot forge are asked as well (OWASP
 * Cross-Site Request Forgery Prevention, "Fetch Metadata headers" and "Verifying Origin With Standard Headers").
 */
export function isFromOwnPage(request: DemoRequest): boolean {
	const site = request.header('sec-fetch-site');
	if (site !== null) return site === 'same-origin';
	const origin = request.header('origin');
	return origin !== null && URL.canParse(origin) && new URL(origin).host === request.header('host');
}

/** Whether a body is there and short enough to be read. */
export function isShortForm(request: DemoRequest): boolean {
	const length = request.header('content-length');
	return length !== null && Number(length) <= longestForm;
}
