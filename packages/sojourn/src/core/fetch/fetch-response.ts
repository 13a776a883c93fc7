import { statusOfFailure } from '../../contract/errors.ts';
import { isBun } from '../environment.ts';

/** The status of an upgrade to another protocol (RFC 9110, section 15.2.2), which `new Response` does not make. */
const switchingProtocols = 101;

/**
 * The response itself, or a copy of it where its headers are closed, or must not be written to; null where no header of
 * ours can reach the visitor, as with an upgrade by Bun, whose handler then answers nothing.
 */
export function withOpenHeaders(response: Response | undefined): Response | null {
	if (response === undefined) return null;
	if (response.status === switchingProtocols) return hasOpenHeaders(response) ? response : null;
	if (hasOpenHeaders(response) && isSentOnce(response)) return response;
	return new Response(response.body, response);
}

/** The answer when the session could not be stored: nothing of what the handler had in mind leaves the server. */
export function failedAnswer(error: unknown): Response {
	const status = statusOfFailure(error);
	return new Response(status === 409 ? 'Conflict' : 'Internal Server Error', {
		status,
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
	});
}

/**
 * Whether nobody else can be answered with the same response: then it may be given the cookie of one visitor. One
 * without a body may be a constant of the application, for everybody (Fetch Standard, "consume body"). Bun forgets what
 * kind of body it is when it is asked for; a copy may be asked, unless the type says already that there is one.
 */
function isSentOnce(response: Response): boolean {
	if (!isBun()) return response.body !== null;
	if (response.headers.has('content-type')) return true;
	const { body } = response.clone();
	body?.cancel().catch(() => {});
	return body !== null;
}

/** Those of a response that came from `fetch` or `Response.redirect` are closed (Fetch Standard, "immutable" guard). */
function hasOpenHeaders(response: Response): boolean {
	try {
		response.headers.delete('x-sojourn-is-open');
		return true;
	} catch {
		return false;
	}
}
