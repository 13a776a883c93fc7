import type { SessionStore, Store } from '../../src/index.ts';
import type { StoreCalls } from './guarantee.ts';

const counted = ['read', 'create', 'replace', 'touch', 'delete'] as const;

/** A store that counts the calls that pass through it; a cookie store is left as it is. */
export function countCalls(store: SessionStore): { readonly store: SessionStore; take(): StoreCalls } {
	const calls = { read: 0, create: 0, replace: 0, touch: 0, delete: 0 };
	const take = (): StoreCalls => {
		const taken = { ...calls };
		for (const name of counted) calls[name] = 0;
		return taken;
	};
	if ('stateless' in store) return { store, take };
	const counting = new Proxy<Store>(store, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function') return member;
			return (...parameters: unknown[]): unknown => {
				const known = counted.find((candidate) => candidate === name);
				if (known !== undefined) calls[known] += 1;
				return Reflect.apply(member, target, parameters);
			};
		},
	});
	return { store: counting, take };
}
