import type { Store, StoreCall } from '../contract/store.ts';
import type { MaybePromise } from '../promises/maybe-promise.ts';
import { fails } from './expect.ts';
import { call } from './records.ts';
import type { OptionalCapability, StoreCase, StoreContext } from './store-case.ts';
import { storeCases } from './store-cases.ts';

/** Milliseconds after which a case that still waits for the store has failed. */
const caseLimit = 30_000;

/** A store under test. */
export interface StoreSubject {
	/** What the titles of the tests begin with. */
	readonly name: string;
	/** Opens the store for one case. */
	open(): MaybePromise<OpenedStore>;
}

/** What {@link StoreSubject.open} gives for one case. */
export interface OpenedStore {
	/** A store that is fresh and empty, and that nothing but this case uses. */
	readonly first: Store;
	/** Another store over the same data, on its own connection where there are connections. `first` itself if data is never shared. */
	readonly second: Store;
	/** Removes everything after the case, whether it failed or not. `first` and `second` may have been closed by then. */
	dispose(): MaybePromise<void>;
}

/** A test runner's function: `test` of `node:test`, Bun or Vitest, or `Deno.test`. */
export type TestFunction = (name: string, run: () => Promise<void>) => unknown;

/**
 * Registers one test for every demand of the store contract. What a store does not declare among its capabilities
 * must throw `SOJOURN_UNSUPPORTED`; everything else is demanded of every store.
 *
 * ```ts
 * testStore(test, {
 *   name: 'memory',
 *   open() {
 *     const store = memoryStore();
 *     return { first: store, second: store, dispose() {} };
 *   },
 * });
 * ```
 *
 * @param test the test runner's function
 * @param subject the store
 */
export function testStore(test: TestFunction, subject: StoreSubject): void {
	for (const storeCase of storeCases) {
		test(titleOf(storeCase, subject), () => runCase(storeCase, subject));
	}
}

function titleOf({ name, needs }: StoreCase, subject: StoreSubject): string {
	return needs === undefined
		? `${subject.name} store: ${name}`
		: `${subject.name} store, if it declares ${needs}: ${name}`;
}

async function runCase(storeCase: StoreCase, subject: StoreSubject): Promise<void> {
	const opened = await subject.open();
	const { first, second } = opened;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(
			() => reject(new Error(`The store did not answer within ${caseLimit / 1000} seconds.`)),
			caseLimit,
		);
	});
	try {
		await Promise.race([runAsDeclared(storeCase, { first, second, now: Date.now() }), late]);
	} finally {
		clearTimeout(timer);
		await opened.dispose();
	}
}

async function runAsDeclared(storeCase: StoreCase, context: StoreContext): Promise<void> {
	const { needs } = storeCase;
	if (needs === undefined || context.first.capabilities[needs]) return storeCase.run(context);
	const { first, now } = context;
	await fails(
		() => methodOf[needs](first, call(now)),
		'SOJOURN_UNSUPPORTED',
		`A store that does not declare the capability "${needs}" throws SOJOURN_UNSUPPORTED where it is asked for it.`,
	);
}

const methodOf: Record<OptionalCapability, (store: Store, call: StoreCall) => unknown> = {
	subjects: (store, call) => store.findBySubject('subject', 1, call),
	purge: (store, call) => store.purge(1, call),
	count: (store, call) => store.count(call),
	scan: (store, call) => store.scan(null, 1, call),
	close: (store) => store.close(),
};
