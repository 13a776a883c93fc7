import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkManager } from '../core/manager/check-manager.ts';
import type { Sessions } from '../core/manager/sessions.ts';
import type { Session } from '../core/session/session.ts';
import type { DefaultData } from '../core/session/session-data.ts';
import { HeldAnswer } from './node-answer.ts';

declare module 'node:http' {
	interface IncomingMessage {
		/** The visitor's session, put there by `nodeSession` of `sojourn/node`. */
		session: Session;
	}
}

/** A handler of `node:http` that is given the session too. */
export type NodeHandler<Data> = (request: IncomingMessage, response: ServerResponse, session: Session<Data>) => unknown;

/** What Connect and Express call, and `node:http` too. */
export type NodeMiddleware = (
	request: IncomingMessage,
	response: ServerResponse,
	next?: (error?: unknown) => void,
) => void;

/**
 * Sessions for `node:http`, Connect and Express. Without a handler it is middleware that puts `request.session` there
 * and calls `next`; with one it is a request listener for `http.createServer`. What the handler stored is in the store
 * before the first byte of the answer leaves; if it cannot be stored, the answer is a plain 500, or 409 when others
 * ended or changed the session meanwhile. A handler that throws stores nothing and is answered in the same way.
 *
 * ```ts
 * http.createServer(nodeSession(sessions, async (request, response, session) => {
 *   response.end(`Visit ${await session.update('visits', (visits) => (visits ?? 0) + 1)}`)
 * }))
 * ```
 *
 * @throws TypeError at once for what is no manager, and for what is no handler
 */
export function nodeSession<Data = DefaultData>(sessions: Sessions<Data>, handler?: NodeHandler<Data>): NodeMiddleware {
	checkManager('nodeSession', sessions);
	if (handler !== undefined && typeof handler !== 'function') {
		throw new TypeError(
			'The handler must be a function: nodeSession(sessions, async (request, response, session) => {}).',
		);
	}
	return (request, response, next) => {
		const answer = HeldAnswer.of(response);
		const session = sessions.open(request, { onUse: (used) => answer.hold(sessions, used) });
		request.session = session as unknown as Session;
		if (handler === undefined) next?.();
		else run(handler, sessions, session, request, response);
	};
}

/**
 * Error middleware for Connect and Express: what the failed handler had not stored yet is not stored. Put it before
 * your own error handlers, which it passes the error on to.
 *
 * ```ts
 * app.use(nodeSessionErrors)
 * ```
 */
export function nodeSessionErrors(
	error: unknown,
	_request: IncomingMessage,
	response: ServerResponse,
	next: (error: unknown) => void,
): void {
	HeldAnswer.of(response).discard();
	next(error);
}

/** Not an async function, which makes a promise of its own at every request. */
function run<Data>(
	handler: NodeHandler<Data>,
	sessions: Sessions<Data>,
	session: Session<Data>,
	request: IncomingMessage,
	response: ServerResponse,
): void {
	const answer = HeldAnswer.of(response);
	const failed = (error: unknown): void => {
		answer.fail(sessions, error);
		answer.handled();
	};
	answer.handling();
	try {
		Promise.resolve(handler(request, response, session)).then(() => answer.handled(), failed);
	} catch (error) {
		failed(error);
	}
}
