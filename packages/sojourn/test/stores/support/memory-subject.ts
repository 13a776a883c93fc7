import { memoryStore } from '../../../src/memory.ts';
import type { StoreSubject } from '../../../src/testing/store.ts';

/** The store in memory, which nobody else can open. */
export function memorySubject(): StoreSubject {
	return {
		name: 'memory',
		open() {
			const store = memoryStore();
			return { first: store, second: store, dispose() {} };
		},
	};
}
