import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AnswerHeaders } from '../core/answer-headers.ts';
import { statusOfFailure } from '../core/errors.ts';
import type { AnySession } from '../core/session.ts';
import type { AnySessions } from '../core/sessions.ts';

type HeadersArgument = OutgoingHttpHeaders | readonly OutgoingHttpHeader[];

/** Under it a response keeps what holds it: one for each manager whose session was asked for something. */
const holders: unique symbol = Symbol('sojourn');

interface Held {
	[holders]?: HeldAnswer[];
}

/**
 * An answer of `node:http` whose first byte waits until the session is stored. What the handler writes until then is
 * kept and written afterwards, in order. Begins when something is first asked of the session: an answer whose session
 * is never asked is not touched.
 */
export class HeldAnswer {
	readonly #sessions: AnySessions;
	readonly #session: AnySession;
	readonly #response: ServerResponse;
	readonly #waiting: (() => void)[] = [];
	#state: 'open' | 'committing' | 'released' = 'open';
	#discard = false;
	#failed = false;

	/** Lets the answer wait for a session of which something is asked now. */
	static hold(sessions: AnySessions, session: AnySession, response: ServerResponse & Held): void {
		response[holders] ??= [];
		response[holders].push(new HeldAnswer(sessions, session, response));
	}

	/** Answers for a handler that threw. Nothing that was pending is stored. */
	static fail(sessions: AnySessions, session: AnySession, response: ServerResponse & Held, error: unknown): void {
		sessions.report(error);
		const answer = response[holders]?.find((holder) => holder.#session === session);
		if (answer !== undefined) answer.#fail(error);
		else if (response.headersSent) breakOff(response);
		else answerFailure(response, error);
	}

	/** The handler has thrown, and somebody else answers: nothing that was pending is stored. */
	static discard(response: ServerResponse & Held): void {
		for (const holder of response[holders] ?? []) holder.#discard = true;
	}

	private constructor(sessions: AnySessions, session: AnySession, response: ServerResponse) {
		this.#sessions = sessions;
		this.#session = session;
		this.#response = response;
		if (response.headersSent) {
			this.#state = 'released';
			sessions.headersSent(session);
		} else this.#hold();
		response.on('close', () => this.#closed());
	}

	#fail(error: unknown): void {
		this.#discard = true;
		if (this.#state === 'open') answerFailure(this.#response, error);
		else if (this.#state === 'committing') this.#waiting.push(() => breakOff(this.#response));
		else breakOff(this.#response);
	}

	/** Other middleware may wrap these methods again, so they are never put back: once released, they pass on. */
	#hold(): void {
		const response = this.#response;
		const { writeHead, write, end, flushHeaders } = response;
		response.writeHead = ((...head: Parameters<typeof writeHead>): ServerResponse => {
			if (this.#passes()) return writeHead.apply(response, head);
			applyHead(response, ...head);
			this.#waiting.push(() => writeHead.call(response, response.statusCode));
			return response;
		}) as typeof writeHead;
		response.write = ((...chunk: Parameters<typeof write>): boolean => {
			if (this.#passes()) return write.apply(response, chunk);
			this.#waiting.push(() => {
				if (write.apply(response, chunk)) response.emit('drain');
			});
			return false;
		}) as typeof write;
		response.end = ((...chunk: Parameters<typeof end>): ServerResponse => {
			if (this.#passes()) return end.apply(response, chunk);
			this.#waiting.push(() => end.apply(response, chunk));
			return response;
		}) as typeof end;
		response.flushHeaders = (): void => {
			if (this.#passes()) flushHeaders.call(response);
			else this.#waiting.push(() => flushHeaders.call(response));
		};
	}

	/** Whether a call may go through now. The first one that may not starts the commit. */
	#passes(): boolean {
		if (this.#state === 'open') {
			this.#state = 'committing';
			void this.#commit();
		}
		return this.#state === 'released';
	}

	async #commit(): Promise<void> {
		try {
			await this.#sessions.commit(this.#session, new ResponseHeaders(this.#response), { discard: this.#discard });
			this.#state = 'released';
			for (const run of this.#waiting) run();
		} catch (error) {
			this.#state = 'released';
			this.#failed = true;
			this.#sessions.report(error);
			answerFailure(this.#response, error);
		}
	}

	/** A visitor who went away before the answer began has changed the session all the same. */
	#closed(): void {
		if (this.#state === 'open') {
			this.#sessions.commit(this.#session, new Headers()).catch((error: unknown) => this.#sessions.report(error));
		} else if (!this.#failed) this.#sessions.finish(this.#session);
	}
}

function breakOff(response: ServerResponse): void {
	if (!response.writableEnded) response.destroy();
}

function answerFailure(response: ServerResponse, error: unknown): void {
	if (response.headersSent || response.destroyed) return;
	for (const name of response.getHeaderNames()) response.removeHeader(name);
	response.statusCode = statusOfFailure(error);
	response.statusMessage = '';
	response.setHeader('content-type', 'text/plain; charset=utf-8');
	response.setHeader('cache-control', 'no-store');
	response.end(response.statusCode === 409 ? 'Conflict' : 'Internal Server Error');
}

/** Takes what `writeHead` was given as if it had been set before, so that our own headers can be added to it. */
function applyHead(response: ServerResponse, status: number, ...rest: readonly unknown[]): void {
	response.statusCode = status;
	const [first, second] = rest;
	if (typeof first === 'string') response.statusMessage = first;
	const headers = (typeof first === 'string' ? second : first) as HeadersArgument | undefined;
	for (const [name, value] of headerPairs(headers ?? {})) response.setHeader(name, value);
}

function headerPairs(headers: HeadersArgument): [string, OutgoingHttpHeader][] {
	if (!Array.isArray(headers)) {
		return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
	}
	const merged = new Map<string, OutgoingHttpHeader>();
	const flat: readonly unknown[] = headers.flatMap((item: unknown) => item as readonly unknown[]);
	for (let index = 0; index + 1 < flat.length; index += 2) {
		const name = String(flat[index]).toLowerCase();
		const value = String(flat[index + 1]);
		const before = merged.get(name);
		merged.set(name, before === undefined ? value : [...(Array.isArray(before) ? before : [String(before)]), value]);
	}
	return [...merged];
}

/** The headers of a response of `node:http` as `Headers` has them. */
class ResponseHeaders implements AnswerHeaders {
	readonly #response: ServerResponse;

	constructor(response: ServerResponse) {
		this.#response = response;
	}

	get(name: string): string | null {
		const value = this.#response.getHeader(name);
		if (value === undefined) return null;
		return Array.isArray(value) ? value.join(', ') : String(value);
	}

	set(name: string, value: string): void {
		this.#response.setHeader(name, value);
	}

	append(name: string, value: string): void {
		this.#response.appendHeader(name, value);
	}
}
