import type { Settings } from '../options/settings.ts';
import { absoluteEndOf, expiryOf } from './limits.ts';
import type { StateChange } from './session-snapshot.ts';
import type { SessionState } from './state.ts';

/** Milliseconds: a renewal happens at least this often while a session is in use, and not more often than needed for it. */
const longestInterval = 5 * 60 * 1000;

/** Whether so much of the idle limit has passed that renewing it is worth a write, and would move the expiry. */
export function isRenewalDue(state: SessionState, { rolling, clock }: Settings): boolean {
	if (!rolling) return false;
	const interval = Math.min((state.idle * 1000) / 20, longestInterval);
	return clock() - state.renewed >= interval && expiryOf(state) < absoluteEndOf(state);
}

/** The state with its idle limit starting anew. */
export function renewed(state: SessionState, { clock }: Settings): SessionState {
	return { ...state, renewed: clock() };
}

/** The state with its idle limit starting anew where that is due. */
export function renewedIfDue(state: SessionState, settings: Settings): SessionState {
	return isRenewalDue(state, settings) ? renewed(state, settings) : state;
}

/** A change on which a renewal rides that is due; not where nothing is changed. */
export function withRenewal(change: StateChange, settings: Settings): StateChange {
	return (state) => {
		const next = change(state);
		return next === state ? state : renewedIfDue(next, settings);
	};
}
