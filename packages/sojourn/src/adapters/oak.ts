// Keeps Oak's types in reach of the declaration below.
export type {} from '@oakserver/oak';

import { checkManager } from '../core/manager/check-manager.ts';
import type { AnySessions } from '../core/manager/sessions.ts';
import type { AnySession, Session } from '../core/session/session.ts';
import { type OakContext, type OakMiddleware, requestOf } from './oak-context.ts';
import { OakExchange } from './oak-exchange.ts';

declare module '@oakserver/oak' {
	interface Context {
		/** The visitor's session, put there by `oakSession` of `sojourn/oak`. */
		session: Session;
	}
}

/** The sessions of requests that are in the middleware now. */
const inMiddleware = new WeakSet<object>();

// Not generic: Oak would no longer infer the parameters of a route from its path.
/**
 * Sessions for Oak: middleware for an application, or for the routes that want them, which puts the visitor's session
 * at `ctx.session`. What the handler stored is in the store before the answer leaves; if it cannot be stored, the error
 * goes on to Oak, which answers with its status. A handler that throws stores nothing that was pending. Where the
 * middleware is met twice in one request, the outer one commits; what is pending when a handler of the inner one throws
 * is dropped, also if other middleware answers.
 *
 * ```ts
 * app.use(oakSession(sessions))
 * ```
 *
 * @throws TypeError at once for what is no manager, and for anything beside it
 */
export function oakSession(sessions: AnySessions): OakMiddleware;
export function oakSession(sessions: AnySessions, other?: unknown): OakMiddleware {
	checkManager('oakSession', sessions);
	if (other !== undefined) {
		throw new TypeError('oakSession takes a manager of sessions alone: app.use(oakSession(sessions)).use(handler).');
	}
	return async (context, next) => {
		const session = sessions.open(requestOf(context));
		context.session = session;
		if (inMiddleware.has(session)) await handleInside(sessions, session, next);
		else await serve(sessions, session, context, next);
	};
}

/**
 * Ends the session of a request, inside the middleware or where there is none; without a session it does nothing.
 *
 * @throws SojournError `SOJOURN_SESSION_ENDED` when it goes on under another id
 */
export async function destroyOakSession(sessions: AnySessions, context: OakContext): Promise<void> {
	checkManager('destroyOakSession', sessions);
	const session = sessions.open(requestOf(context));
	if (inMiddleware.has(session)) await session.destroy();
	else await serve(sessions, session, context, () => session.destroy());
}

async function handleInside(sessions: AnySessions, session: AnySession, next: () => Promise<unknown>): Promise<void> {
	try {
		await next();
	} catch (error) {
		sessions.discard(session);
		throw error;
	}
}

async function serve(
	sessions: AnySessions,
	session: AnySession,
	context: OakContext,
	handle: () => Promise<unknown>,
): Promise<void> {
	const exchange = new OakExchange(sessions, session, context);
	inMiddleware.add(session);
	try {
		await handle();
	} catch (error) {
		await exchange.discard();
		throw error;
	} finally {
		inMiddleware.delete(session);
	}
	await exchange.commit();
}
