import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AnswerHeaders } from '../core/answer-headers.ts';
import { statusOfFailure } from '../core/errors.ts';
import type { Session } from '../core/session.ts';
import type { Sessions } from '../core/sessions.ts';

type HeadersArgument = OutgoingHttpHeaders | readonly OutgoingHttpHeader[];

/** What is the same for a session of every type. */
interface Holder {
	readonly session: unknown;
	discardPending(): void;
}

/** One for each manager that holds the answer. */
const held = new WeakMap<ServerResponse, Holder[]>();

/**
 * An answer of `node:http` whose first byte waits until the session is stored. What the handler writes until then is
 * kept and written afterwards, in order. Where nothing was asked of the session, nothing waits.
 */
export class HeldAnswer<Data> implements Holder {
	readonly session: Session<Data>;
	readonly response: ServerResponse;
	readonly #sessions: Sessions<Data>;
	readonly #waiting: (() => void)[] = [];
	#state: 'open' | 'committing' | 'released' = 'open';
	#discard = false;

	/** The answer to a request; the same one for every middleware of one manager. */
	static of<Data>(sessions: Sessions<Data>, request: IncomingMessage, response: ServerResponse): HeldAnswer<Data> {
		const session = sessions.open(request);
		const holders = held.get(response) ?? [];
		const known = holders.find((holder) => holder.session === session);
		if (known !== undefined) return known as HeldAnswer<Data>;
		const answer = new HeldAnswer(sessions, session, response);
		held.set(response, [...holders, answer]);
		return answer;
	}

	/** The handler has thrown, and somebody else answers: nothing that was pending is stored. */
	static discard(response: ServerResponse): void {
		for (const holder of held.get(response) ?? []) holder.discardPending();
	}

	private constructor(sessions: Sessions<Data>, session: Session<Data>, response: ServerResponse) {
		this.#sessions = sessions;
		this.session = session;
		this.response = response;
		this.#hold();
		response.once('close', () => this.#closed());
	}

	/** Nothing that is pending will be stored. */
	discardPending(): void {
		this.#discard = true;
	}

	/** Answers a handler that threw. Nothing that was pending is stored. */
	fail(error: unknown): void {
		this.#sessions.report(error);
		this.#discard = true;
		if (this.#state === 'open') this.#answerFailure(error);
		else if (this.#state === 'committing') this.#waiting.push(() => this.#breakOff());
		else this.#breakOff();
	}

	/** Other middleware may wrap these methods again, so they are never put back: once released, they pass on. */
	#hold(): void {
		const { response } = this;
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
			if (this.#sessions.isTouched(this.session)) {
				this.#state = 'committing';
				void this.#commit();
			} else {
				this.#state = 'released';
				this.#sessions.headersSent(this.session);
			}
		}
		return this.#state === 'released';
	}

	async #commit(): Promise<void> {
		try {
			await this.#sessions.commit(this.session, answerHeaders(this.response), { discard: this.#discard });
			this.#state = 'released';
			for (const run of this.#waiting) run();
		} catch (error) {
			this.#state = 'released';
			this.#sessions.report(error);
			this.#answerFailure(error);
		}
	}

	#breakOff(): void {
		if (!this.response.writableEnded) this.response.destroy();
	}

	#answerFailure(error: unknown): void {
		const { response } = this;
		if (response.headersSent || response.destroyed) return;
		for (const name of response.getHeaderNames()) response.removeHeader(name);
		response.statusCode = statusOfFailure(error);
		response.statusMessage = '';
		response.setHeader('content-type', 'text/plain; charset=utf-8');
		response.setHeader('cache-control', 'no-store');
		response.end(response.statusCode === 409 ? 'Conflict' : 'Internal Server Error');
	}

	/** A visitor who went away before the answer began has changed the session all the same. */
	#closed(): void {
		if (!this.#sessions.isTouched(this.session)) return;
		if (this.#state === 'open') {
			this.#sessions.commit(this.session, new Headers()).catch((error: unknown) => this.#sessions.report(error));
		} else this.#sessions.finish(this.session);
	}
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

function answerHeaders(response: ServerResponse): AnswerHeaders {
	return {
		get(name) {
			const value = response.getHeader(name);
			if (value === undefined) return null;
			return Array.isArray(value) ? value.join(', ') : String(value);
		},
		set(name, value) {
			response.setHeader(name, value);
		},
		append(name, value) {
			response.appendHeader(name, value);
		},
	};
}
