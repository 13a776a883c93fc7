import type { SessionState } from './state.ts';

/** Milliseconds for which the old cookie of a session that was regenerated is told apart from one that was ended. */
export const movedLifetime = 60_000;

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
