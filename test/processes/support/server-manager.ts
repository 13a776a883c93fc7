import { createSessions, type Sessions, type Store, type UntypedData } from 'sojourn';

/** The limits of a session, in seconds. */
export const maxAge = 600;
export const absoluteMaxAge = 900;

/** The manager of a server process. Each has the same. */
export function managerOver(store: Store, clock: () => number = Date.now): Sessions<UntypedData> {
	const secret = 'a secret for tests, long enough to be one';
	return createSessions<UntypedData>({ store, secret, maxAge, absoluteMaxAge, deadline: 30_000, clock });
}
