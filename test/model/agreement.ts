import type { CookieChange, Outcome } from './operations.ts';
import type { Kept, Visit } from './world.ts';

/** Whether that is the outcome that was to be expected. */
export function isSame(expected: Outcome | null, outcome: Outcome): boolean {
	if (expected === null || expected.is !== outcome.is) return false;
	const [left, right] = [expected, outcome].map((one) => ('value' in one ? (one.value ?? null) : null));
	return outcome.is !== 'done' || !('value' in outcome) || left === right;
}

/** Whether an answer to this request may do that to the cookie. `known` is the token of a cookie that was there before. */
export function fits(visit: Visit, change: CookieChange, known: string | null, kept: Kept): boolean {
	if (visit.session === 'destroyed') return change === (visit.cameWithCookie ? 'removed' : 'none');
	const isOwed = visit.session === 'live' && visit.made > visit.sent;
	if (typeof change === 'string') return change === 'none' && !isOwed;
	if (known !== null) return visit.session === 'live' && !isOwed && known === visit.token;
	return isOwed || (visit.session === 'live' && kept !== 'in a store');
}
