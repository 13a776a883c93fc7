import { SojournError } from '../../contract/errors.ts';
import type { Budget } from './budget.ts';

/** Milliseconds: no single pause is longer. */
const longestPause = 50;

/**
 * A pause before a write is tried again, at every other time: a random part of a growing time, so that those who
 * collided do not meet again. The try after it tells what stands there now, which nobody has had time to change when
 * the next one follows at once; with a pause before each, one request would never come through between others.
 *
 * @param attempt how many tries there were before the one that has just failed
 * @param random from 0 to 1
 * @throws SojournError `SOJOURN_CONFLICT` when the request's time is spent
 */
export async function backOff(
	attempt: number,
	budget: Pick<Budget, 'remaining' | 'pause'>,
	random: () => number = Math.random,
): Promise<void> {
	const pause = attempt % 2 === 0 ? 0 : random() * Math.min(longestPause, 2 ** attempt);
	if (pause < budget.remaining) {
		if (pause > 0) await budget.pause(pause);
		if (budget.remaining > 0) return;
	}
	throw new SojournError(
		'SOJOURN_CONFLICT',
		'Another request changed the session first, and the deadline left no time to try this change once more, so it was not stored. Try again.',
	);
}
