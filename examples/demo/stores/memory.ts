import { memoryStore } from 'sojourn/memory';
import type { DemoStore } from './demo-store.ts';

/** Sessions in the memory of this process. */
export function openMemory(): DemoStore {
	const store = memoryStore();
	return {
		title: 'memory',
		store,
		async look(key) {
			const record = await store.read(key, { now: Date.now(), signal: new AbortController().signal });
			if (record === null) return null;
			const { sealed } = store.capabilities;
			return {
				...record,
				key,
				source: 'Given just now by the store, from the memory of this process.',
				command: null,
				sealed,
			};
		},
		close: async () => {},
	};
}
