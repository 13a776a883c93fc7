import { statusOfFailure } from '../../contract/errors.ts';
import type { MaybePromise } from '../../promises/maybe-promise.ts';
import { warnOnce } from '../environment.ts';
import { fetchHandler, type SessionHandler } from '../fetch/fetch-handler.ts';
import type { AnswerHeaders } from '../http/answer-headers.ts';
import { writeSessionHeaders } from '../http/answer-headers.ts';
import { Exchange } from '../http/exchange.ts';
import { checkOpenOptions, type OpenOptions } from '../http/open-options.ts';
import { isRequestLike, type RequestLike } from '../http/request-like.ts';
import type { Directory, ListedSession } from '../keeper/directory.ts';
import type { Life } from '../session/life.ts';
import { type AnySession, Session } from '../session/session.ts';
import type { DefaultData } from '../session/session-data.ts';
import { type CommitOptions, checkCommit } from './commit-options.ts';
import type { SessionEventListener, SessionEventName } from './events.ts';
import type { ManagerContext } from './manager-context.ts';
import { exceptOf, subjectOf } from './subject-arguments.ts';

/** What the manager is made of; `createSessions` puts it together. */
export interface Parts {
	readonly context: ManagerContext;
	readonly directory: Directory;
	readonly purge: () => Promise<number>;
	readonly close: () => Promise<void>;
}

/** A request, as far as it remembers its session. */
interface Remembering<Data> {
	[remembered: symbol]: Session<Data>;
}

/** A manager: opens the session of each request, stores it with the answer, lists and ends sessions. */
export class Sessions<Data = DefaultData> {
	readonly #parts: Parts;
	/**
	 * Under it a request remembers its session. An entry in a WeakMap would do the same, at the price of a tenth of what
	 * a small session takes.
	 */
	readonly #remembered = Symbol('session');

	/** Made by `createSessions`. */
	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/**
	 * Makes a handler for a fetch-style server (Deno, Bun, Workers, ...) from one that takes a session. If the session
	 * cannot be stored the answer is a plain 500, or 409 when others ended or changed it meanwhile, whether the handler was told
	 * of that or not. What else a handler throws goes on to the server, and nothing that was pending is stored. Where the
	 * runtime lets an upgrade to a WebSocket set no cookie (Bun), only a visitor who has a session already can change it
	 * there.
	 *
	 * Handlers of one manager that are given the same request share its session. Where they are nested, the outer one
	 * commits, and what is pending when an inner one throws is dropped, that of the outer one too, also if that answers:
	 * nobody can tell what of it the inner one built on. `session.save()` before it keeps it. Where one is done
	 * after the other, each commits.
	 */
	handle<Rest extends readonly unknown[], Answer extends Response | undefined>(
		handler: SessionHandler<Data, Rest, Answer>,
	): (request: Request, ...rest: Rest) => Promise<Answer | Response> {
		if (typeof handler !== 'function') {
			throw new TypeError('handle takes a function: sessions.handle(async (request, session) => new Response()).');
		}
		return fetchHandler(this, handler);
	}

	/**
	 * The session of a request. Lazy: nothing is read before something is asked of it. The same `Request` always
	 * gives the same session, with the `readonly` and `secure` that it was first opened with.
	 *
	 * @param source a `Request`, a request of `node:http`, or the text of a Cookie header (null when there is none)
	 * @throws TypeError for anything else, and for an option that there is not; when the request was opened before, and
	 * another `readonly` or `secure` is given now
	 */
	open(source: RequestLike | string | null, options: OpenOptions = {}): Session<Data> {
		checkOpenOptions(options);
		if (typeof source === 'string' || source === null) return this.#make(source, options);
		if (!isRequestLike(source)) {
			throw new TypeError(
				'open takes a Request, a request of node:http, or the text of a Cookie header, null where there is none, such as sessions.open(request.headers.cookie ?? null).',
			);
		}
		const request = source as RequestLike & Remembering<Data>;
		const known = request[this.#remembered];
		if (known !== undefined && Session.isOf(known, request)) {
			Session.openAgain(known, options);
			return known;
		}
		const session = this.#make(source, options);
		request[this.#remembered] = session;
		return session;
	}

	/** Whether anything was asked of a session: if not, its commit has nothing to do. */
	isTouched(session: Session<Data>): boolean {
		return Session.lifeOf(session) !== null;
	}

	/** Whether a session has changes that are not stored. */
	hasUnsavedChanges(session: Session<Data>): boolean {
		return Session.lifeOf(session)?.hasUnsavedChanges ?? false;
	}

	/**
	 * Stores what changed, then writes Set-Cookie, Vary and Cache-Control. Must be awaited before the headers leave.
	 * Committing again stores nothing twice, and writes the same headers to other headers.
	 *
	 * @throws SojournError whatever the store failed with; then nothing was written to the headers
	 */
	async commit(session: Session<Data>, headers: AnswerHeaders, options?: CommitOptions): Promise<void> {
		checkCommit(headers, options);
		await this.commitAtOnce(session, headers, options);
	}

	/** For adapters: as `commit`, but at once, without a promise, where nothing has to be waited for. */
	commitAtOnce(session: Session<Data>, headers: AnswerHeaders, options?: CommitOptions): MaybePromise<void> {
		const life = Session.lifeOf(session);
		if (life === null) return;
		if (options?.discard === true) life.discard();
		const saving = life.save();
		if (saving instanceof Promise) return saving.then(() => writeSessionHeaders(headers, sealed(session, life)));
		return writeSessionHeaders(headers, sealed(session, life));
	}

	/**
	 * For adapters, instead of `commit`, where the answer carries no headers of ours (an upgrade to another protocol):
	 * stores what changed.
	 *
	 * @throws SojournError `SOJOURN_HEADERS_SENT` when the visitor would have to be sent a cookie
	 */
	async commitWithoutHeaders(session: Session<Data>): Promise<void> {
		await Session.lifeOf(session)?.saveWithoutCookie();
	}

	/** For adapters, when a handler has failed and another one answers: forgets what it has not stored. */
	discard(session: Session<Data>): void {
		Session.lifeOf(session)?.discard();
	}

	/**
	 * For adapters whose answer leaves without a commit, because nothing was asked of the session, or before it: later
	 * changes that need a cookie are refused.
	 */
	headersSent(session: Session<Data>): void {
		Session.markHeadersSent(session);
	}

	/**
	 * The sessions of a subject, at most 1,000, in any order (OWASP Session Management, "Simultaneous Session Logons").
	 *
	 * @param subject as `identify` was told
	 * @throws SojournError `SOJOURN_UNSUPPORTED` where the store cannot find them; whatever the store failed with
	 */
	async list(subject: string): Promise<ListedSession[]> {
		return this.#parts.directory.list(subjectOf(subject));
	}

	/**
	 * Ends one session of a subject, also while a request uses it. Answers whether there was one.
	 *
	 * @param handle what `list` or `session.id` gave
	 * @param owner whose session it must be, so that nobody ends another's. Only a visitor knows whose a session in cookies
	 * is, so there it has to be seen to before
	 * @throws SojournError `SOJOURN_UNSUPPORTED` where the store cannot find the sessions of a subject, and for sessions in
	 * cookies without `revocations`; `SOJOURN_CONFLICT` when others changed it until the deadline; whatever the store failed with
	 */
	async revoke(handle: string, owner: { readonly subject: string }): Promise<boolean> {
		if (typeof handle !== 'string') throw new TypeError('revoke takes the id of a session, as list(subject) gives it.');
		return this.#parts.directory.revoke(handle, subjectOf(owner?.subject));
	}

	/**
	 * Ends all sessions of a subject, but for the one with the id `except`; those too that begin meanwhile. Answers how many.
	 *
	 * @throws SojournError `SOJOURN_UNSUPPORTED` where the store cannot find them; `SOJOURN_CONFLICT` when new ones began as
	 * fast as they were ended; whatever the store failed with
	 */
	async revokeAll(subject: string, options?: { readonly except?: string | null }): Promise<number> {
		return this.#parts.directory.revokeAll(subjectOf(subject), exceptOf(options));
	}

	/** Removes what has expired now, without waiting for the timer; answers how many records that were. 0 where the database itself removes them. */
	purgeExpired(): Promise<number> {
		return this.#parts.purge();
	}

	/** Calls `listener` whenever the event happens; answers a function that ends that. */
	on<Name extends SessionEventName>(name: Name, listener: SessionEventListener<Name>): () => void {
		return this.#parts.context.events.on(name, listener);
	}

	/**
	 * For adapters, once the answer is out: tells the listeners of `unsaved`, or warns once where there is none, if the
	 * session was changed after its commit and never saved.
	 */
	finish(session: Session<Data>): void {
		if (!this.hasUnsavedChanges(session) || this.#parts.context.events.emit('unsaved')) return;
		warnOnce(
			'SOJOURN_UNSAVED',
			'A session was changed after its answer had begun, and never saved. Call session.save() after such changes.',
		);
	}

	/**
	 * For adapters that answer a failed commit themselves: tells the listeners of `failed`, or the error output where
	 * there is none. What is answered with 409, that others ended or changed the session meanwhile, is no fault of the server,
	 * and not reported.
	 */
	report(error: unknown): void {
		if (statusOfFailure(error) === 409) return;
		const failure = error instanceof Error ? error : new Error('A session could not be stored.', { cause: error });
		if (!this.#parts.context.events.emit('failed', failure)) console.error(failure);
	}

	/** Stops the timer and closes what the store opened itself. A client that was passed in stays open. */
	close(): Promise<void> {
		return this.#parts.close();
	}

	#make(source: RequestLike | string | null, options: OpenOptions): Session<Data> {
		return new Session(this.#parts.context, new Exchange(source, options), options);
	}
}

/** A manager of sessions of whatever type. */
// biome-ignore lint/suspicious/noExplicitAny: the type parameter stands in parameters and results, so no other type fits all
export type AnySessions = Sessions<any>;

/** The cookies for an answer. A handler that is still at work beside it makes another one, with headers of its own. */
function sealed(session: AnySession, life: Life): MaybePromise<readonly string[]> {
	const cookies = life.seal();
	if (Session.isBeingAnswered(session)) Session.expectHeaders(session);
	return cookies;
}
