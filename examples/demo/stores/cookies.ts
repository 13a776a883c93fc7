import { cookieStore } from 'sojourn/cookie';
import type { DemoStore } from './demo-store.ts';

/** Sessions in the visitors' own cookies. There is nothing on the server to look into. */
export function openCookies(): DemoStore {
	return { title: 'cookies', store: cookieStore(), look: async () => null, close: async () => {} };
}
