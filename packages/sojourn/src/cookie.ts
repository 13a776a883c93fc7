export { type CookieStoreOptions, cookieStore } from './stores/cookie.ts';
