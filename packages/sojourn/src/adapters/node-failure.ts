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

/** Ends an answer that has begun, so that its visitor sees that something is missing. */
function breakOff(response: ServerResponse): void {
	if (!response.writableEnded) response.destroy();
}
