import type { MaybePromise } from '../../promises/maybe-promise.ts';
import type { RequestCookies } from '../keeper/keeper.ts';
import type { ManagerContext } from '../manager/manager-context.ts';
import { expiryOf } from '../state/limits.ts';
import type { SessionSnapshot } from '../state/session-snapshot.ts';
import type { SessionState } from '../state/state.ts';

/** The Set-Cookie lines that give the visitor a session. */
export function linesOf(
	context: ManagerContext,
	cookies: RequestCookies,
	session: SessionSnapshot,
): MaybePromise<readonly string[]> {
	return written(context, cookies, session.state, context.keeper.seal(session, cookies));
}

/** The Set-Cookie lines that take away whatever the visitor has of a session. */
export function linesWithoutSession({ policies }: ManagerContext, cookies: RequestCookies): readonly string[] {
	const policy = policies.of(cookies);
	return policy.clear(cookies.sent(policy.name));
}

function written(
	context: ManagerContext,
	cookies: RequestCookies,
	state: SessionState,
	pieces: MaybePromise<readonly string[]>,
): MaybePromise<readonly string[]> {
	if (pieces instanceof Promise) return pieces.then((late) => written(context, cookies, state, late));
	const { settings, policies } = context;
	policies.warnIfLost(cookies);
	const seconds = Math.max(1, Math.ceil((expiryOf(state) - settings.clock()) / 1000));
	const policy = policies.of(cookies);
	return policy.write(pieces, state.browser ? null : seconds, cookies.sent(policy.name));
}
