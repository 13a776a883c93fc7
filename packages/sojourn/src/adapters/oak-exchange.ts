import { statusOfFailure } from '../contract/errors.ts';
import type { CommitOptions } from '../core/manager/commit-options.ts';
import type { AnySessions } from '../core/manager/sessions.ts';
import type { AnySession } from '../core/session/session.ts';
import type { OakAnswer, OakContext, OakResponse } from './oak-context.ts';

/** One request and its answer, and the commit between them. */
export class OakExchange {
	readonly #sessions: AnySessions;
	readonly #session: AnySession;
	readonly #response: OakResponse;
	/** How the headers are put on the answer when Oak has made it, where its response cannot carry them. */
	#late: CommitOptions | null = null;
	#failure: unknown = null;
	/** Whether an answer was given with `with`, which must not leave where the session could not be stored. */
	#isGiven = false;
	/** Whether the request has become a socket, whose answer is the runtime's own. */
	#upgraded = false;

	constructor(sessions: AnySessions, session: AnySession, context: OakContext) {
		this.#sessions = sessions;
		this.#session = session;
		this.#response = context.response;
		this.#watchAnswer(context);
	}

	/**
	 * Stores the session and writes its headers.
	 *
	 * @throws SojournError whatever the store failed with: Oak answers it with its status
	 */
	async commit(): Promise<void> {
		if (!this.#sessions.isTouched(this.#session)) {
			this.#sessions.headersSent(this.#session);
			return;
		}
		const { writable } = this.#response;
		// The application may have given all its answers the same headers.
		if (writable) this.#response.headers = new Headers([...this.#response.headers]);
		else {
			this.#isGiven = true;
			this.#late = {};
		}
		try {
			if (this.#upgraded) await this.#sessions.commitWithoutHeaders(this.#session);
			else await this.#sessions.commit(this.#session, writable ? this.#response.headers : new Headers());
		} catch (error) {
			this.#failure = error;
			// What was stored before, under a new id perhaps, must not lose its cookie.
			this.#late = { discard: true };
			throw error;
		}
	}

	/** The handler threw: stores nothing that was pending. The cookies of what was stored before leave with the answer. */
	async discard(): Promise<void> {
		if (!this.#sessions.isTouched(this.#session)) return;
		const options: CommitOptions = { discard: true };
		try {
			await this.#sessions.commit(this.#session, new Headers(), options);
			// Oak answers an error without the headers that the response had.
			this.#late = options;
		} catch {
			// The handler's own error is answered, and the store's was an event already.
		}
	}

	#watchAnswer(context: OakContext): void {
		const { request, response, sendEvents, upgrade } = context;
		const { toDomResponse } = response;
		response.toDomResponse = async () => {
			const made = await toDomResponse.call(response);
			try {
				const answer = await this.#complete(made);
				return request.source === undefined ? withCookiesJoined(answer) : answer;
			} catch (error) {
				// Such as an answer whose body was sent to somebody else. Oak ends the process for what is thrown here.
				this.#sessions.report(error);
				return failedAnswer(error);
			}
		};
		// The headers of an event stream leave at once, while the handler still runs.
		context.sendEvents = async (...options) => {
			await this.commit();
			return sendEvents.call(context, ...options);
		};
		// Those of a socket too.
		context.upgrade = (...options) => {
			const socket = upgrade.call(context, ...options);
			this.#upgraded = true;
			this.#sessions.headersSent(this.#session);
			return socket;
		};
	}

	async #complete(answer: OakAnswer): Promise<OakAnswer> {
		const late = this.#late;
		if (late === null) {
			this.#sessions.finish(this.#session);
			return answer;
		}
		if (this.#failure === null) {
			const open = copyOf(answer);
			await this.#sessions.commit(this.#session, open.headers, late);
			return open;
		}
		// Oak answers an error itself, but not where a response was given.
		const open = this.#isGiven ? failedAnswer(this.#failure) : copyOf(answer);
		// The failure that came first is answered and told.
		await this.#sessions.commit(this.#session, open.headers, late).catch(() => {});
		return open;
	}
}

/** The headers of a response that came from fetch are closed. */
function copyOf({ body, status, statusText, headers }: OakAnswer): Response {
	return new Response(body as ReadableStream | null, { status, statusText, headers: [...headers] });
}

function failedAnswer(error: unknown): Response {
	return new Response(null, { status: statusOfFailure(error) });
}

/**
 * The answer itself, or a copy of it where it has several cookies. Oak's server for Node sets one header after the other
 * by its name, so that of several cookies the last one would replace the others. All of them in one entry is what
 * `setHeader` of `node:http` takes too.
 */
function withCookiesJoined(answer: OakAnswer): OakAnswer {
	const cookies = answer.headers.getSetCookie();
	if (cookies.length < 2) return answer;
	const others = [...answer.headers].filter(([name]) => name !== 'set-cookie');
	const copy = copyOf(answer);
	Object.defineProperty(copy.headers, Symbol.iterator, {
		value: () => [...others, ['set-cookie', cookies]].values(),
	});
	return copy;
}
