import type { AnswerHeaders } from './answer-headers.ts';
import { statusOfFailure } from './errors.ts';

/** Lets `commit` write to the headers of a response; to those of a copy where they cannot be changed. */
export async function respondWithSession(
	response: Response,
	commit: (headers: AnswerHeaders) => Promise<void>,
): Promise<Response> {
	const answer = hasOpenHeaders(response) ? response : new Response(response.body, response);
	await commit(answer.headers);
	return answer;
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
