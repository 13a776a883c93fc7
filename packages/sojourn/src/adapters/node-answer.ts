import type { ServerResponse } from 'node:http';
import type { AnswerHeaders } from '../core/http/answer-headers.ts';
import type { AnySessions } from '../core/manager/sessions.ts';
import type { AnySession } from '../core/session/session.ts';
import type { MaybePromise } from '../promises/maybe-promise.ts';
import { answerFailure } from './node-failure.ts';
import { applyHead } from './node-headers.ts';
import { type AnswerMethods, holder, holdMethods, type MaybeHeld } from './node-held-methods.ts';
import { ResponseHead } from './node-response-head.ts';
import { UsedSession } from './node-used-session.ts';
import { tellFailure, WaitingCalls } from './node-waiting-calls.ts';

/**
 * An answer of `node:http` whose first byte waits until its sessions are stored. What the handler writes until then is
 * kept and written afterwards, in order, under the head that the response had when its body began: an error handler that
 * answers meanwhile, because nothing has left yet, changes nothing. It is held from when something is first asked of a
 * session; until then every call passes. The methods are in their place before, because a handler may take one before it
 * asks: `response.end(await session.get('user'))`.
 */
export class HeldAnswer {
	readonly #response: ServerResponse;
	/** The response's own, or those that other middleware has put in their place before. */
	readonly #methods: AnswerMethods;
	/** One for each manager. */
	#used: readonly UsedSession[] = [];
	readonly #waiting = new WaitingCalls();
	#state: 'unused' | 'open' | 'committing' | 'released' | 'failed' | 'answering' = 'unused';
	#failure: unknown = null;
	#committed = 0;
	/** Handlers that are at work, as far as their end is known here. */
	#handlers = 0;
	/** Whether one is done. */
	#isHandled = false;
	/** From when the commit begins. */
	#head: ResponseHead | null = null;
	/** Whether the end of the answer waits. */
	#hasEnded = false;
	/** Whether a writer was told to wait for `drain`. */
	#owesDrain = false;

	/** The answer that a response will be; the same one each time, since the middleware may be there twice. */
	static of(response: MaybeHeld): HeldAnswer {
		response[holder] ??= new HeldAnswer(response);
		return response[holder];
	}

	private constructor(response: ServerResponse) {
		this.#response = response;
		this.#methods = holdMethods(response);
	}

	/** Lets the answer wait for a session of which something is asked now. */
	hold(sessions: AnySessions, session: AnySession): void {
		// The middleware may be there twice.
		if (this.#used.some((used) => used.session === session)) return;
		if (this.#state === 'unused') {
			this.#state = this.#response.headersSent ? 'released' : 'open';
			this.#response.on('close', () => this.#closed());
		}
		if (this.#state === 'released' || this.#state === 'failed') sessions.headersSent(session);
		this.#used = [...this.#used, new UsedSession(sessions, session)];
	}

	/** A handler begins whose end will be told. */
	handling(): void {
		this.#handlers += 1;
	}

	/** Such a handler is done. What it has changed since its visitor went away is stored, or told, now. */
	handled(): void {
		this.#handlers -= 1;
		this.#isHandled = true;
		if (this.#response.closed) this.#closed();
	}

	/** Answers for a handler that threw. Nothing that was pending is stored. */
	fail(sessions: AnySessions, error: unknown): void {
		// A handler that was told of the failure may throw it.
		if (this.#state !== 'failed' || this.#failure !== error) sessions.report(error);
		this.discard();
		if (this.#state === 'committing') this.#waiting.add(() => this.#fail(error));
		else if (this.#state !== 'failed') this.#fail(error);
	}

	/**
	 * The handler has thrown, and somebody else answers: nothing that is pending now is stored. What is being committed
	 * belongs to an answer that waits, which will say that it is stored.
	 */
	discard(): void {
		if (this.#state === 'committing') return;
		for (const { sessions, session } of this.#used) sessions.discard(session);
	}

	writeHead(head: readonly unknown[]): void {
		const response = this.#response;
		if (this.#passes()) Reflect.apply(this.#methods.writeHead, response, head);
		else if (this.#state !== 'failed') {
			applyHead(response, head);
			if (this.#mayLeave()) this.#methods.writeHead.call(response, response.statusCode);
			else this.#wait(() => this.#writeWaitingHead());
		}
	}

	write(parameters: readonly unknown[]): boolean {
		if (this.#mayLeave()) return Reflect.apply(this.#methods.write, this.#response, parameters);
		this.#head?.fix();
		this.#wait(() => this.write(parameters), parameters);
		// A writer who waits for a failed answer to drain would wait for ever.
		if (this.#state === 'failed') return true;
		this.#owesDrain = true;
		return false;
	}

	end(parameters: readonly unknown[]): void {
		if (this.#mayLeave()) Reflect.apply(this.#methods.end, this.#response, parameters);
		else {
			this.#head?.fix();
			this.#wait(() => this.end(parameters), parameters);
			this.#hasEnded = true;
		}
	}

	flushHeaders(): void {
		if (this.#mayLeave()) this.#methods.flushHeaders.call(this.#response);
		else this.#wait(() => this.flushHeaders());
	}

	/** Whether nothing is held back. */
	#passes(): boolean {
		return this.#state === 'unused' || this.#state === 'released' || this.#state === 'answering';
	}

	/** Whether what the handler writes may leave now. Its first call starts the commit. */
	#mayLeave(): boolean {
		if (this.#state === 'open') this.#commit();
		return this.#passes();
	}

	/** Middleware may write the head again as long as it has not left. */
	#writeWaitingHead(): void {
		if (!this.#response.headersSent) this.writeHead([this.#response.statusCode]);
	}

	/** Makes a call of the handler later, if the answer does not fail. After the end there is nothing to be called any more. */
	#wait(run: () => void, parameters: readonly unknown[] = []): void {
		if (this.#state === 'failed') tellFailure(parameters, this.#failure);
		else if (this.#hasEnded) tellFailure(parameters, new Error('The answer has ended already.'));
		else this.#waiting.add(run, parameters);
	}

	#commit(): void {
		this.#state = 'committing';
		this.#head = new ResponseHead(this.#response);
		this.#commitNext(this.#head);
	}

	/** Commits the sessions one after the other, and then lets the answer go. */
	#commitNext(headers: AnswerHeaders): void {
		const used = this.#used[this.#committed];
		if (used === undefined) {
			this.#release();
			return;
		}
		let committing: MaybePromise<void>;
		try {
			committing = used.sessions.commitAtOnce(used.session, headers);
		} catch (error) {
			this.#commitFailed(error);
			return;
		}
		if (committing === undefined) this.#commitRest(headers);
		else {
			committing.then(
				() => this.#commitRest(headers),
				(error: unknown) => this.#commitFailed(error),
			);
		}
	}

	#commitRest(headers: AnswerHeaders): void {
		this.#committed += 1;
		this.#commitNext(headers);
	}

	#commitFailed(error: unknown): void {
		this.#used[this.#committed]?.sessions.report(error);
		this.#fail(error);
	}

	#release(): void {
		this.#state = 'released';
		if (this.#waiting.isEmpty) return;
		this.#head?.putBack();
		try {
			this.#waiting.run();
		} catch (error) {
			// The handler's own error, of which it would have heard if the call had not waited.
			this.#used[0]?.sessions.report(error);
			this.#fail(error);
			return;
		}
		if (!this.#owesDrain) return;
		const { writableNeedDrain, writableEnded } = this.#response;
		if (!writableNeedDrain && !writableEnded) this.#response.emit('drain');
	}

	/** Answers a failure. Nothing of what the handler writes leaves any more; whoever waits for it is told. */
	#fail(error: unknown): void {
		this.#state = 'failed';
		this.#failure = error;
		this.#waiting.fail(error);
		void answerFailure(this.#response, error, this.#used, (status, body) => this.#answerFailed(status, body));
		if (this.#owesDrain) this.#response.emit('drain');
	}

	/** Meanwhile every call passes: an `end` of other middleware, or of HTTP/2, may write through the response. */
	#answerFailed(status: number, body: string): void {
		const { writeHead, end } = this.#methods;
		this.#state = 'answering';
		try {
			// At once: a header that `end` writes later would pass through the methods that hold the answer.
			writeHead.call(this.#response, status);
			end.call(this.#response, body, 'utf8');
		} finally {
			this.#state = 'failed';
		}
	}

	/**
	 * A visitor who went away before the answer began has changed the session all the same: once the handler is done,
	 * which may still fail, so that whoever leaves cannot have stored what a failure would undo. Where its end is not
	 * known here, it ends the answer when it is.
	 */
	#closed(): void {
		if (this.#handlers > 0) return;
		for (const { sessions, session } of this.#used) {
			if (this.#state === 'open' && this.#isHandled) {
				sessions.commit(session, new Headers()).catch((error: unknown) => sessions.report(error));
			} else if (this.#state === 'released') sessions.finish(session);
		}
	}
}
