export { type MemoryStoreOptions, memoryStore } from './stores/memory.ts';
