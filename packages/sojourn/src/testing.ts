export { type AdapterSubject, type RunningAdapter, testAdapter } from './testing/adapter.ts';
export type { AdapterAnswer, AdapterHandler } from './testing/adapter-case.ts';
export { bytesOf, call, keyOf, record } from './testing/records.ts';
export { type OpenedStore, type StoreSubject, type TestFunction, testStore } from './testing/store.ts';
