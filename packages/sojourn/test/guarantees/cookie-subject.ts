import { cookieStore } from '../../src/cookie.ts';
import type { GuaranteeSubject } from './guarantees.ts';

/** Sessions that the browser keeps. */
export function cookieSubject(): GuaranteeSubject {
	return {
		name: 'cookie',
		open: () => ({ first: cookieStore(), second: cookieStore(), dispose() {} }),
	};
}
