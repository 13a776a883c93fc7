import type { SessionState } from './state.ts';

/** Milliseconds: a renewal happens at least this often while a session is in use, and not more often than needed for it. */
const longestRenewalInterval = 5 * 60 * 1000;

/** Milliseconds since the epoch at which the session ends: the nearer of its two limits (OWASP Session Management, "Session Expiration"). */
export function expiryOf(state: SessionState): number {
	return Math.min(after(state.renewed, state.idle), absoluteEndOf(state));
}

/** Milliseconds since the epoch at which the session ends whatever happens. */
export function absoluteEndOf(state: SessionState): number {
	return after(state.created, state.absolute);
}

/** A whole number of milliseconds, as stores keep it, whatever part of a second a limit has. */
export function after(milliseconds: number, seconds: number): number {
	return Math.round(milliseconds + seconds * 1000);
}

/** Whether the session is over by its limits. So is one whose times are no times at all. */
export function hasExpired(state: SessionState, now: number): boolean {
	return !(expiryOf(state) > now);
}

/** The state with its idle limit starting anew. */
export function renewedAt(state: SessionState, now: number): SessionState {
	return { ...state, renewed: now };
}

/** Whether so much of the idle limit has passed that renewing it is worth a write, and would move the expiry. */
export function isRenewalDue(state: SessionState, now: number): boolean {
	const interval = Math.min((state.idle * 1000) / 20, longestRenewalInterval);
	return now - state.renewed >= interval && expiryOf(state) < absoluteEndOf(state);
}
