import type { User } from '../user.ts';

/** All that a session of the floor is: its times and its one value. */
export interface FloorSession {
	readonly created: number;
	readonly renewed: number;
	readonly user: User;
}

/** Milliseconds that a session lives. */
export const lifetime = 86_400_000;

/** The session with another user, whether or not it was there before. */
export function withUser(session: FloorSession | null, user: User, now: number): FloorSession {
	return { created: session?.created ?? now, renewed: session?.renewed ?? now, user };
}
