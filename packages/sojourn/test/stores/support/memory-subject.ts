import { memoryStore } from '../../../src/memory.ts';
import type { StoreSubject } from '../../../src/testing/store.ts';

/** The store in memory, which nobody else can open. */
export function memorySubject({ sealed = false }: { readonly sealed?: boolean } = {}): StoreSubject {
	return {
		name: sealed ? 'memory (sealed)' : 'memory',
		open() {
			const store = memoryStore({ sealed });
			return { first: store, second: store, dispose() {} };
		},
	};
}
