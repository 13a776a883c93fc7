import type { MaybePromise } from '../../promises/maybe-promise.ts';
import type { SessionSnapshot } from '../state/session-snapshot.ts';

/**
 * The first session that lives of those that a visitor's cookies may lead to, or else one that was ended: a visitor may
 * have several cookies of one name, an old one before the one that counts.
 *
 * @param candidates what may lead to one
 * @param find the session that a candidate leads to, an ended one included, or null
 * @param from the candidate to begin with
 * @param ended one that was ended, which an earlier candidate led to
 */
export function firstLiving<Candidate>(
	candidates: readonly Candidate[],
	find: (candidate: Candidate) => MaybePromise<SessionSnapshot | null>,
	from = 0,
	ended: SessionSnapshot | null = null,
): MaybePromise<SessionSnapshot | null> {
	let last = ended;
	for (let index = from; index < candidates.length; index += 1) {
		const session = find(candidates[index] as Candidate);
		if (session instanceof Promise) {
			const before = last;
			return session.then((found) =>
				found?.ending === null ? found : firstLiving(candidates, find, index + 1, found ?? before),
			);
		}
		if (session?.ending === null) return session;
		last = session ?? last;
	}
	return last;
}
