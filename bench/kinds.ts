import { newUser } from './user.ts';

/** What one request does with the session. */
export interface Kind {
	readonly letter: string;
	readonly title: string;
	readonly path: string;
	/** Whether the visitor brings the cookie of a session. */
	readonly returning: boolean;
	/** What is answered. */
	readonly body: string;
}

/** What is answered where the session is not asked. */
export const nothingAsked = 'nothing';

/** The visit that makes a session. */
export const firstVisit: Kind = {
	letter: 'd',
	title: 'first visit that stores something',
	path: '/first',
	returning: false,
	body: newUser.name,
};

/** The four kinds of request that are measured. */
export const kinds: readonly Kind[] = [
	{ letter: 'a', title: 'session untouched', path: '/untouched', returning: true, body: nothingAsked },
	{ letter: 'b', title: 'one value read', path: '/read', returning: true, body: newUser.name },
	{ letter: 'c', title: 'read and write', path: '/write', returning: true, body: newUser.name },
	firstVisit,
];
