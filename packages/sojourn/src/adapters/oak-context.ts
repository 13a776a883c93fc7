import type { AnswerHeaders } from '../core/http/answer-headers.ts';
import type { RequestLike } from '../core/http/request-like.ts';
import type { AnySession } from '../core/session/session.ts';

/** Oak's context, by the parts that are used, so that every version of Oak fits, from whatever address it comes. */
export interface OakContext {
	readonly request: OakRequest;
	readonly response: OakResponse;
	session?: AnySession;
	sendEvents(...options: readonly unknown[]): Promise<unknown>;
	upgrade(...options: readonly unknown[]): unknown;
}

/** Oak's request. */
export interface OakRequest {
	readonly headers: { get(name: string): string | null };
	/** Whether Oak itself ends https. */
	readonly secure: boolean;
	/** The runtime's own request; Oak's server for Node has none. */
	readonly source?: RequestLike | undefined;
}

/** Oak's response. */
export interface OakResponse {
	headers: AnswerHeaders & Iterable<[string, string]>;
	/** Whether it is still open: one that was given with `with` is not. */
	readonly writable: boolean;
	/** Makes the answer that leaves. Oak calls it once all middleware is done. */
	toDomResponse(): Promise<OakAnswer>;
}

/** The answer that leaves: a `Response`, the runtime's own or that of the package `undici`. */
export interface OakAnswer {
	readonly body: object | null;
	readonly headers: AnswerHeaders & Iterable<[string, string]> & { getSetCookie(): string[] };
	readonly status: number;
	readonly statusText: string;
}

/** What Oak's `app.use` and the routes of its router take. */
export type OakMiddleware = (context: OakContext, next: () => Promise<unknown>) => Promise<void>;

/** Stands for the request where the runtime has none of its own: the same one each time, so that all share the session. */
const standIns = new WeakMap<OakRequest, RequestLike>();

/** The request that a session is opened with. */
export function requestOf({ request }: OakContext): RequestLike {
	if (request.source !== undefined) return request.source;
	const known = standIns.get(request);
	if (known !== undefined) return known;
	const standIn = new StandInRequest(request);
	standIns.set(request, standIn);
	return standIn;
}

class StandInRequest implements RequestLike {
	/** Only the scheme: Oak's own `url` throws for a bad Host header. */
	readonly url: string;
	readonly #request: OakRequest;
	#headers: OakRequest['headers'] | null = null;

	constructor(request: OakRequest) {
		this.url = request.secure ? 'https:' : 'http:';
		this.#request = request;
	}

	/** Oak's server for Node makes them anew whenever it is asked. */
	get headers(): OakRequest['headers'] {
		this.#headers ??= this.#request.headers;
		return this.#headers;
	}
}
