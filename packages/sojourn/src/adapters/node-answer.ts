import type { ServerResponse } from 'node:http';
import type { AnswerHeaders } from '../core/answer-headers.ts';
import { statusOfFailure } from '../core/errors.ts';
import type { AnySession } from '../core/session.ts';
import type { AnySessions } from '../core/sessions.ts';
import type { MaybePromise } from '../core/store.ts';
import { applyHead, ResponseHeaders } from './node-headers.ts';

type Methods = Pick<ServerResponse, 'writeHead' | 'write' | 'end' | 'flushHeaders'>;

/** Under it a response keeps what holds it. */
const holder: unique symbol = Symbol('sojourn');

interface MaybeHeld extends ServerResponse {
	[holder]?: HeldAnswer;
}

interface Held extends ServerResponse {
	readonly [holder]: HeldAnswer;
}

/** A session of which something was asked, and its manager. */
interface UsedSession {
	readonly sessions: AnySessions;
	readonly session: AnySession;
}

/**
 * An answer of `node:http` whose first byte waits until its sessions are stored. What the handler writes until then is
 * kept and written afterwards, in order. Begins when something is first asked of a session: an answer whose sessions are
 * never asked is not touched.
 */
export class HeldAnswer {
	readonly #response: ServerResponse;
	/** The response's own, or those that other middleware has put in their place. */
	readonly #methods: Methods;
	/** One for each manager. */
	readonly #used: UsedSession[] = [];
	readonly #waiting: (() => void)[] = [];
	#state: 'open' | 'committing' | 'released' | 'refused';
	#committed = 0;
	#discard = false;

	/** Lets the answer wait for a session of which something is asked now. */
	static hold(sessions: AnySessions, session: AnySession, response: MaybeHeld): void {
		response[holder] ??= new HeldAnswer(response);
		response[holder].#add(sessions, session);
	}

	/** Answers for a handler that threw. Nothing that was pending is stored. */
	static fail(sessions: AnySessions, response: MaybeHeld, error: unknown): void {
		sessions.report(error);
		const answer = response[holder];
		if (answer !== undefined) answer.#fail(error);
		else if (response.headersSent) breakOff(response);
		else answerFailure(response, error);
	}

	/** The handler has thrown, and somebody else answers: nothing that was pending is stored. */
	static discard(response: MaybeHeld): void {
		const answer = response[holder];
		if (answer !== undefined) answer.#discard = true;
	}

	private constructor(response: ServerResponse) {
		this.#response = response;
		const { writeHead, write, end, flushHeaders } = response;
		this.#methods = { writeHead, write, end, flushHeaders };
		this.#state = response.headersSent ? 'released' : 'open';
		if (this.#state === 'open') Object.assign(response, heldMethods);
		response.on('close', () => this.#closed());
	}

	writeHead(head: readonly unknown[]): void {
		const { writeHead } = this.#methods;
		const response = this.#response;
		if (this.#passes()) {
			Reflect.apply(writeHead, response, head);
			return;
		}
		applyHead(response, head);
		this.#waiting.push(() => writeHead.call(response, response.statusCode));
	}

	write(chunk: readonly unknown[]): boolean {
		const { write } = this.#methods;
		const response = this.#response;
		if (this.#passes()) return Reflect.apply(write, response, chunk);
		this.#waiting.push(() => {
			if (Reflect.apply(write, response, chunk)) response.emit('drain');
		});
		return false;
	}

	end(chunk: readonly unknown[]): void {
		const { end } = this.#methods;
		if (this.#passes()) Reflect.apply(end, this.#response, chunk);
		else this.#waiting.push(() => Reflect.apply(end, this.#response, chunk));
	}

	flushHeaders(): void {
		const { flushHeaders } = this.#methods;
		if (this.#passes()) flushHeaders.call(this.#response);
		else this.#waiting.push(() => flushHeaders.call(this.#response));
	}

	#add(sessions: AnySessions, session: AnySession): void {
		if (this.#state === 'released' || this.#state === 'refused') sessions.headersSent(session);
		this.#used.push({ sessions, session });
	}

	#fail(error: unknown): void {
		this.#discard = true;
		if (this.#state === 'open') answerFailure(this.#response, error);
		else if (this.#state === 'committing') this.#waiting.push(() => breakOff(this.#response));
		else breakOff(this.#response);
	}

	/** Whether a call may go through now. The first one that may not starts the commit. */
	#passes(): boolean {
		if (this.#state === 'open') this.#commit();
		return this.#state === 'released';
	}

	#commit(): void {
		this.#state = 'committing';
		try {
			const committing = this.#commitNext(new ResponseHeaders(this.#response));
			if (committing === undefined) this.#release();
			else
				committing.then(
					() => this.#release(),
					(error: unknown) => this.#refuse(error),
				);
		} catch (error) {
			this.#refuse(error);
		}
	}

	#commitNext(headers: AnswerHeaders): MaybePromise<void> {
		const used = this.#used[this.#committed];
		if (used === undefined) return;
		const committing = used.sessions.commitAtOnce(used.session, headers, { discard: this.#discard });
		const goOn = (): MaybePromise<void> => {
			this.#committed += 1;
			return this.#commitNext(headers);
		};
		return committing === undefined ? goOn() : committing.then(goOn);
	}

	#release(): void {
		this.#state = 'released';
		for (const run of this.#waiting) run();
	}

	/** Answers that a session could not be stored. Nothing of what the handler writes leaves any more. */
	#refuse(error: unknown): void {
		this.#used[this.#committed]?.sessions.report(error);
		this.#state = 'released';
		answerFailure(this.#response, error);
		this.#state = 'refused';
	}

	/** A visitor who went away before the answer began has changed the session all the same. */
	#closed(): void {
		for (const { sessions, session } of this.#used) {
			if (this.#state === 'open') {
				sessions.commit(session, new Headers()).catch((error: unknown) => sessions.report(error));
			} else if (this.#state === 'released') sessions.finish(session);
		}
	}
}

/**
 * What stands in place of the methods of a held response. Other middleware may wrap them again, so they are never put
 * back: once released, they pass on. The same functions for every response: with functions of its own in each, V8 keeps
 * answered requests from one young collection to the next.
 */
const heldMethods = {
	writeHead(this: Held, ...head: unknown[]): ServerResponse {
		this[holder].writeHead(head);
		return this;
	},
	write(this: Held, ...chunk: unknown[]): boolean {
		return this[holder].write(chunk);
	},
	end(this: Held, ...chunk: unknown[]): ServerResponse {
		this[holder].end(chunk);
		return this;
	},
	flushHeaders(this: Held): void {
		this[holder].flushHeaders();
	},
};

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
