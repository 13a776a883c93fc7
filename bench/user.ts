/** What each session holds under `user`: 300 bytes of JSON. */
export interface User {
	readonly name: string;
	readonly email: string;
	readonly roles: readonly string[];
	readonly preferences: { readonly language: string; readonly theme: string; readonly perPage: number };
	readonly note: string;
	/** Counted up by the requests that write. It keeps its number of digits. */
	readonly visits: number;
}

const bytes = 300;

/** The user of a first visit. */
export const newUser: User = padded({
	name: 'visitor',
	email: 'visitor@example.com',
	roles: ['reader', 'editor'],
	preferences: { language: 'en', theme: 'dark', perPage: 50 },
	note: '',
	visits: 1_000_000,
});

/** The same after one more visit. */
export function afterVisit(user: User): User {
	return { ...user, visits: user.visits + 1 };
}

function padded(user: User): User {
	return { ...user, note: 'n'.repeat(bytes - JSON.stringify(user).length) };
}
