import type { ServerResponse } from 'node:http';
import { statusOfFailure } from '../contract/errors.ts';
import { setReason } from './node-headers.ts';
import type { UsedSession } from './node-used-session.ts';

/**
 * Answers that the handler, or the commit, has failed. Nothing that is pending is stored any more; the cookies of what
 * was stored already leave with the answer, without which its visitor would lose the session. An answer that has begun
 * is broken off.
 *
 * @param send lets the status and the body leave
 */
export async function answerFailure(
	response: ServerResponse,
	error: unknown,
	used: readonly UsedSession[],
	send: (status: number, body: string) => void,
): Promise<void> {
	const headers = new Headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
	for (const { sessions, session } of used) {
		try {
			await sessions.commit(session, headers, { discard: true });
		} catch {
			// The failure that came first is answered and told; whatever the store failed with was an event already.
		}
	}
	if (response.headersSent) {
		breakOff(response);
		return;
	}
	if (response.destroyed) return;
	for (const name of response.getHeaderNames()) response.removeHeader(name);
	for (const [name, value] of headers) response.appendHeader(name, value);
	const status = statusOfFailure(error);
	const body = status === 409 ? 'Conflict' : 'Internal Server Error';
	response.setHeader('content-length', body.length);
	setReason(response, '');
	send(status, body);
}

/** A stream's error code for a fault of the server, `INTERNAL_ERROR` (RFC 9113, section 7). */
const internalError = 2;

/** A response of HTTP/2, which the types of node do not take for one of `node:http`. */
interface MaybeStream {
	readonly stream?: { close(code: number): void } | undefined;
}

/**
 * Ends an answer that has begun, so that its visitor sees that something is missing: over HTTP/2 by an error code, since
 * a stream that is ended without one is taken for whole.
 */
function breakOff(response: ServerResponse & MaybeStream): void {
	if (response.writableEnded) return;
	if (response.stream === undefined) response.destroy();
	else response.stream.close(internalError);
}
