export { bytesOf, call, keyOf, record } from './testing/records.ts';
export { type OpenedStore, type StoreSubject, type TestFunction, testStore } from './testing/store.ts';
