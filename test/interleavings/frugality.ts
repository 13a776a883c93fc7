import type { PlannedCall } from '../model/requests.ts';
import type { CallCounts } from './scheduled-store.ts';

/** How many store calls a request with these calls may cost at most, while nothing else is under way. */
export function mayCost(calls: readonly PlannedCall[], hadCookie: boolean): CallCounts {
	const count = (...names: readonly PlannedCall['do'][]): number =>
		calls.filter((call) => names.includes(call.do)).length;
	const rotations = count('regenerate', 'identify');
	const changes = count('set', 'flash', 'delete', 'clear', 'touch', 'reload') + rotations;
	const renewal = hadCookie ? 1 : 0;
	// One for all changes that are stored together, at the end or where that is asked for.
	const stores = changes === 0 ? 0 : Math.min(changes, 1 + count('save', 'send', 'update'));
	// Where a write before the end renewed the session, whether it still stands is asked before its cookie is sent.
	const looks = hadCookie ? count('save', 'update', 'get') : 0;
	return {
		read: (hadCookie ? 1 : 0) + count('reload') + looks,
		write: stores + rotations + count('update', 'get', 'destroy') + renewal,
	};
}
