import { cookieStore } from '../../src/cookie.ts';
import { memoryStore } from '../../src/memory.ts';
import type { GuaranteeSubject } from './guarantees.ts';

/** Sessions that the browser keeps. */
export function cookieSubject(): GuaranteeSubject {
	return {
		name: 'cookie',
		open: () => ({ first: cookieStore(), second: cookieStore(), dispose() {} }),
	};
}

/** The same, with a store for the ids of sessions that were ended. */
export function revocableCookieSubject(): GuaranteeSubject {
	return {
		name: 'cookie with revocations',
		open() {
			const store = cookieStore({ revocations: memoryStore() });
			return { first: store, second: store, dispose() {} };
		},
	};
}
