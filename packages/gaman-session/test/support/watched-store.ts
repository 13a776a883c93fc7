import type { Store } from 'sojourn';
import { memoryStore } from 'sojourn/memory';

/** A store in memory that tells of every call before it is made. What is thrown then the call fails with. */
export function watchedStore(onCall: (method: string) => void): Store {
	return new Proxy<Store>(memoryStore(), {
		get(store, name) {
			const member: unknown = Reflect.get(store, name);
			if (typeof member !== 'function') return member;
			return (...parameters: unknown[]): unknown => {
				onCall(String(name));
				return Reflect.apply(member, store, parameters);
			};
		},
	});
}
