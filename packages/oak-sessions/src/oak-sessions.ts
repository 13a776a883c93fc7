import {
	createSessions,
	type DefaultData,
	type Session,
	type SessionStore,
	type Sessions,
	type SessionsOptions,
	SojournError,
} from 'sojourn';
import { destroyOakSession, type OakContext, type OakMiddleware, oakSession } from 'sojourn/oak';
import { type SessionOptions, sessionsOptions } from './options.ts';
import { type OakStateContext, serveWithState } from './state.ts';
import { MemoryStore } from './stores/memory.ts';
import { isOakStore, type OakStore } from './stores/oak-store.ts';

/** The sessions of an application. */
export class OakSessions<Data = DefaultData> {
	/** What lists and ends sessions from outside their requests, and tells of events. */
	readonly sessions: Sessions<Data>;
	readonly #isStateless: boolean;
	readonly #cookieNames: readonly string[];

	/**
	 * @param store default: the memory of this process
	 * @throws TypeError naming the option that is wrong
	 * @throws SojournError `SOJOURN_SECRET_MISSING` for a cookie store without a secret; `SOJOURN_SECRET_WEAK` for a short
	 * one with `NODE_ENV=production`
	 */
	constructor(store: OakStore | SessionStore = new MemoryStore(), options: SessionOptions<Data> = {}) {
		const kept = isOakStore(store) ? store.store : store;
		const complete = sessionsOptions(options, isOakStore(store) ? store.secret : undefined);
		this.sessions = createSessionsOver(kept, complete);
		this.#isStateless = 'stateless' in kept;
		const name = complete.cookie?.name ?? 'session';
		this.#cookieNames = [name, `__Host-${name}`, `__Secure-${name}`];
	}

	/**
	 * Middleware that gives the routes after it a session at `ctx.session` and `ctx.state.session`, as releases 4 to 9 of
	 * oak_sessions do. Where `ctx.state.rotate_session_key` is true when they are done, the session moves to a new id.
	 *
	 * @param store default: the memory of this process
	 * @throws TypeError and SojournError as `new Session` does
	 */
	static initMiddleware(store?: OakStore | SessionStore, options?: SessionOptions): OakMiddleware {
		const putSession = new OakSessions(store, options).initMiddleware();
		return (context, next) =>
			putSession(context, () => serveWithState(context as OakStateContext, context.session as Session, next));
	}

	/** Middleware that gives the routes after it a session at `ctx.session`. */
	initMiddleware(): OakMiddleware {
		return oakSession(this.sessions);
	}

	/**
	 * Ends a session, whether or not the middleware is in the route. With the context its cookie is taken away too.
	 *
	 * @param target the context of a request; or the value of a session's cookie or a promise of it, as
	 * `ctx.cookies.get('session')` answers. Where there is none, nothing happens.
	 * @throws SojournError `SOJOURN_UNSUPPORTED` for the value of a cookie that holds the session itself: only an answer
	 * can take it away
	 */
	async deleteSession(target: OakContext | string | undefined | Promise<string | undefined>): Promise<void> {
		const named = await target;
		if (typeof named === 'string') return this.#deleteByCookie(named);
		if (named === undefined) return;
		if (typeof named === 'object' && named !== null && 'response' in named) {
			return destroyOakSession(this.sessions, named);
		}
		throw new TypeError(
			"deleteSession takes the context of a request or the value of its cookie: session.deleteSession(ctx), or session.deleteSession(ctx.cookies.get('session')).",
		);
	}

	async #deleteByCookie(value: string): Promise<void> {
		if (this.#isStateless) {
			throw new SojournError(
				'SOJOURN_UNSUPPORTED',
				'A session that its cookie holds ends with the answer that takes the cookie away. Write session.deleteSession(ctx).',
			);
		}
		// Whatever name the cookie has over http and over https.
		const header = this.#cookieNames.map((name) => `${name}=${value}`).join('; ');
		await this.sessions.open(header).destroy();
	}
}

/** Without a secret anywhere, stores on the server go without. */
function createSessionsOver<Data>(store: SessionStore, options: Omit<SessionsOptions<Data>, 'store'>): Sessions<Data> {
	try {
		return createSessions<Data>({ ...options, store });
	} catch (error) {
		const isMissing = error instanceof SojournError && error.code === 'SOJOURN_SECRET_MISSING';
		if (!isMissing || 'stateless' in store) throw error;
		return createSessions<Data>({ ...options, store, secret: false });
	}
}
