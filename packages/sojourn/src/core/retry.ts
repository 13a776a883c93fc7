import type { Budget } from './budget.ts';
import { SojournError } from './errors.ts';

/** Milliseconds: no single pause is longer. */
const longestPause = 50;

/**
 * A pause before a write is tried again: none the first time, since the record that stands there is already known;
 * then a random part of a growing time, so that those who collided do not meet again.
 *
 * @throws SojournError `SOJOURN_CONFLICT` when the request's time is spent
 */
export async function backOff(attempt: number, budget: Budget): Promise<void> {
	if (budget.remaining <= 0) {
		throw new SojournError(
			'SOJOURN_CONFLICT',
			'Other requests changed the session again and again until the deadline passed, so this change was not stored. Try again.',
		);
	}
	if (attempt === 0) return;
	const milliseconds = Math.random() * Math.min(longestPause, 2 ** attempt);
	await budget.pause(milliseconds);
}
