import type { Session } from 'sojourn';
import type { OakContext } from 'sojourn/oak';
import { BegunChanges } from './begun-changes.ts';
import { StateSession } from './state-session.ts';

/** Oak's context with its state. No middleware is typed by it: Oak would infer the type of the state from it. */
export interface OakStateContext extends OakContext {
	readonly app: { readonly state: object };
	readonly state: object;
}

/** The sessions that are at `ctx.state.session` of their request. */
const inState = new WeakSet<Session>();

/**
 * Puts a session at `ctx.state.session` for what comes after, and moves it to a new id where `ctx.state.rotate_session_key`
 * says so.
 *
 * @throws TypeError where all requests have one state
 */
export async function serveWithState(
	{ app, state }: OakStateContext,
	session: Session,
	next: () => Promise<unknown>,
): Promise<void> {
	if (app.state === state) {
		throw new TypeError(
			"With the option contextState: 'alias' of Application all requests have one state, where a visitor would find another's session. Leave the option out, or write new Session(store).initMiddleware() and ctx.session.",
		);
	}
	// The middleware of a route, within that of the application.
	if (inState.has(session)) {
		await next();
		return;
	}
	inState.add(session);
	const changes = new BegunChanges();
	Object.assign(state, { session: new StateSession(session, changes) });
	try {
		await next();
	} finally {
		await changes.end();
	}
	changes.throwFailure();
	if (!('rotate_session_key' in state && state.rotate_session_key)) return;
	await session.load();
	// Not where there is none, or none any more.
	if (session.id !== null) await session.regenerate();
}
