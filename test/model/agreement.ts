import type { CookieChange, Outcome } from './operations.ts';
import { standingOf, visitOf, type World } from './world.ts';

/** Whether that is the outcome that was to be expected. */
export function isSame(expected: Outcome | null, outcome: Outcome): boolean {
	if (expected === null || expected.is !== outcome.is) return false;
	const [left, right] = [expected, outcome].map((one) => ('value' in one ? (one.value ?? null) : null));
	return outcome.is !== 'done' || !('value' in outcome) || left === right;
}

/** Whether an answer to this request may do that to the cookie. `known` is the token of a cookie that was there before. */
export function fits(world: World, request: string, change: CookieChange, known: string | null): boolean {
	const visit = visitOf(world, request);
	if (visit.session === 'destroyed') return change === (visit.cameWithCookie ? 'removed' : 'none');
	const isOwed = visit.session === 'live' && visit.made > visit.sent;
	// A cookie of what was ended meanwhile would take the place of the one that its visitor has by now.
	const isEnded = standingOf(world, visit.token).is !== 'live';
	if (typeof change === 'string') return change === 'none' && (!isOwed || isEnded);
	if (known !== null) return visit.session === 'live' && !isOwed && known === visit.token;
	return isOwed || (visit.session === 'live' && world.kept !== 'in a store');
}
