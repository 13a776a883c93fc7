export {
	type AdapterAnswer,
	type AdapterHandler,
	type AdapterSubject,
	type RunningAdapter,
	testAdapter,
} from './testing/adapter.ts';
export { bytesOf, call, keyOf, record } from './testing/records.ts';
export { type OpenedStore, type StoreSubject, type TestFunction, testStore } from './testing/store.ts';
