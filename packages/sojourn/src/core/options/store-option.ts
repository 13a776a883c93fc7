import { type CookieStore, isCookieStore, type SessionStore } from '../../contract/cookie-store.ts';
import { warnOnce } from '../environment.ts';

/** Refuses what is no store, and warns of what one cannot do. Throws a TypeError that says what to pass. */
export function checkStore(store: unknown): asserts store is SessionStore {
	if (!isStore(store)) {
		throw new TypeError(
			"The option store must be a store, such as sqliteStore('sessions.db') of 'sojourn/sqlite' or memoryStore() of 'sojourn/memory'.",
		);
	}
	if (isCookieStore(store)) {
		warnIfForgotten(store);
		return;
	}
	if (typeof store.capabilities.sealed !== 'boolean') {
		throw new TypeError(
			'The capabilities of the store must say sealed: true, or false if it never leaves the memory of this process.',
		);
	}
	if (store.capabilities.atomic) return;
	warnOnce(
		'SOJOURN_STORE_NOT_ATOMIC',
		`The ${store.name} store cannot compare and set in one step: parallel requests can lose each other's changes. Choose a store that declares atomic.`,
	);
}

function isStore(store: unknown): store is SessionStore {
	if (typeof store !== 'object' || store === null) return false;
	return 'stateless' in store || ('capabilities' in store && 'replace' in store && typeof store.replace === 'function');
}

function warnIfForgotten({ revocations }: CookieStore): void {
	if (revocations?.capabilities.durable !== 'none') return;
	warnOnce(
		'SOJOURN_REVOCATIONS_NOT_DURABLE',
		`The ${revocations.name} store forgets which cookie sessions were ended: after a restart, or when it is full, a copy of their cookies opens again. Keep revocations in a store that lasts.`,
	);
}
