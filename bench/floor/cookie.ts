import type { ServerResponse } from 'node:http';

const name = '__Host-session';
const attributes = '; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=Lax';

/** The value of the session's cookie, or an empty string. */
export function cookieOf(header: string | undefined): string {
	if (header === undefined) return '';
	const start = header.indexOf(`${name}=`);
	if (start < 0) return '';
	const end = header.indexOf(';', start);
	return header.slice(start + name.length + 1, end < 0 ? header.length : end);
}

/** The headers of an answer that used a session. */
export function setSessionHeaders(response: ServerResponse, cookie: string | null): void {
	if (cookie !== null) response.setHeader('set-cookie', `${name}=${cookie}${attributes}`);
	response.setHeader('vary', 'Cookie');
	response.setHeader('cache-control', 'no-store');
}
