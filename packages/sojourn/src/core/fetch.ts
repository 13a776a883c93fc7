import { statusOfFailure } from './errors.ts';

/** The status of an upgrade to another protocol (RFC 9110, section 15.2.2), which `new Response` does not make. */
const switchingProtocols = 101;

/**
 * The response itself, or a copy of it where its headers are closed; null where no header of ours can reach the
 * visitor, as with an upgrade by Bun, whose handler then answers nothing.
 */
export function withOpenHeaders(response: Response | undefined): Response | null {
	if (response === undefined) return null;
	if (hasOpenHeaders(response)) return response;
	return response.status === switchingProtocols ? null : new Response(response.body, response);
}

/** The answer when the session could not be stored: nothing of what the handler had in mind leaves the server. */
export function failedAnswer(error: unknown): Response {
	const status = statusOfFailure(error);
	return new Response(status === 409 ? 'Conflict' : 'Internal Server Error', {
		status,
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
	});
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
