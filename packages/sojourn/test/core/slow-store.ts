import type { Store } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';

/** A store in memory whose every call takes as long as `delay` says when it begins. */
export interface SlowStore {
	readonly store: Store;
	/** Milliseconds; null for calls that never answer. */
	delay: number | null;
	/** Calls that were begun. */
	begun: number;
	/** Calls that were told that nobody waits for them any more. */
	aborted: number;
}

const calls: ReadonlySet<string | symbol> = new Set<keyof Store>([
	'read',
	'create',
	'replace',
	'touch',
	'delete',
	'findBySubject',
	'purge',
]);

/** Makes such a store, which answers at once until it is told otherwise. */
export function slowStore(): SlowStore {
	const inner = memoryStore();
	const slow: SlowStore = { store: inner, delay: 0, begun: 0, aborted: 0 };
	const store = new Proxy(inner, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function' || !calls.has(name)) return member;
			return async (...parameters: unknown[]): Promise<unknown> => {
				const { signal } = parameters.at(-1) as { readonly signal: AbortSignal };
				slow.begun += 1;
				signal.addEventListener('abort', () => {
					slow.aborted += 1;
				});
				await pass(slow.delay);
				return Reflect.apply(member, target, parameters);
			};
		},
	});
	return Object.assign(slow, { store });
}

function pass(milliseconds: number | null): Promise<void> {
	return new Promise((resolve) => {
		if (milliseconds !== null) setTimeout(resolve, milliseconds);
	});
}
