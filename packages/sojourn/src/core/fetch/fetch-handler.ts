import { statusOfFailure } from '../../contract/errors.ts';
import type { MaybePromise } from '../../promises/maybe-promise.ts';
import type { AnySessions, Sessions } from '../manager/sessions.ts';
import { type AnySession, Session } from '../session/session.ts';
import { failedAnswer, withOpenHeaders } from './fetch-response.ts';

/**
 * A handler of a fetch-style server that is given the session too, and whatever else the server passes. It answers a
 * `Response`; nothing where the server takes that for an upgrade, as Bun's does.
 */
export type SessionHandler<Data, Rest extends readonly unknown[], Answer extends Response | undefined = Response> = (
	request: Request,
	session: Session<Data>,
	...rest: Rest
) => MaybePromise<Answer>;

/** The handler that a server calls, made of one that takes a session: `Sessions.handle` says what it does. */
export function fetchHandler<Data, Rest extends readonly unknown[], Answer extends Response | undefined>(
	sessions: Sessions<Data>,
	handler: SessionHandler<Data, Rest, Answer>,
): (request: Request, ...rest: Rest) => Promise<Answer | Response> {
	return async (request, ...rest) => {
		const session = sessions.open(request);
		const handlers = Session.handlersOf(session);
		const isOuter = handlers.begin();
		if (isOuter) Session.expectHeaders(session);
		let response: Answer | Response;
		try {
			response = await handler(request, session, ...rest);
		} catch (error) {
			// Another handler may answer for it: the outer one, or one that is asked in its place.
			sessions.discard(session);
			if (!isOuter || statusOfFailure(error) !== 409) throw error;
			response = failedAnswer(error);
		} finally {
			handlers.end(isOuter);
		}
		return handlers.haveOuter ? response : committed(sessions, session, response);
	};
}

/** The answer, with the headers of the session, once that is stored. */
async function committed<Answer extends Response | undefined>(
	sessions: AnySessions,
	session: AnySession,
	response: Answer,
): Promise<Answer | Response> {
	if (!sessions.isTouched(session)) {
		if (!Session.isBeingAnswered(session)) sessions.headersSent(session);
		return response;
	}
	try {
		const answer = withOpenHeaders(response);
		if (answer !== null) await sessions.commit(session, answer.headers);
		else await sessions.commitWithoutHeaders(session);
		return answer ?? response;
	} catch (error) {
		sessions.report(error);
		const answer = failedAnswer(error);
		// What was stored before, under a new id perhaps, must not lose its cookie.
		await sessions.commit(session, answer.headers, { discard: true }).catch(() => {});
		return answer;
	}
}
