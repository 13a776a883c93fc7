import type { Store } from '../contract/store.ts';
import { createSessions } from '../core/create-sessions.ts';
import type { Sessions } from '../core/manager/sessions.ts';
import type { UntypedData } from '../core/session/session-data.ts';
import type { MaybePromise } from '../promises/maybe-promise.ts';
import type { AdapterHandler } from './adapter-case.ts';
import { adapterCases } from './adapter-cases.ts';
import { Browser } from './browser.ts';
import type { TestFunction } from './store.ts';
import { inWeather, type StoreWeather } from './store-weather.ts';

/** An adapter under test. */
export interface AdapterSubject {
	/** What the titles of the tests begin with. */
	readonly name: string;
	/**
	 * Starts a real server of the framework on 127.0.0.1 whose every request goes through the adapter, and through it a
	 * second time where middleware can be stacked, and then to `handler`.
	 */
	start(sessions: Sessions<UntypedData>, handler: AdapterHandler): Promise<RunningAdapter>;
	/**
	 * Whether the framework tells an adapter that a handler has thrown. If not, that is an answer with the status 500 to
	 * the adapter, and what was pending is stored with it. Default true.
	 */
	readonly tellsOfThrows?: boolean;
}

/** A server that runs. */
export interface RunningAdapter {
	/** Without a slash at the end. */
	readonly url: string;
	/** Ends it, whatever connections are open. */
	close(): MaybePromise<void>;
}

/**
 * Registers one test for everything an adapter has to do, against a real server of its framework.
 *
 * @param test the test runner's function
 * @param subject the adapter
 * @param store makes an empty store, for each case anew
 */
export function testAdapter(test: TestFunction, subject: AdapterSubject, store: () => Store): void {
	const { tellsOfThrows = true } = subject;
	for (const adapterCase of adapterCases) {
		if ((adapterCase.tellsOfThrows ?? tellsOfThrows) !== tellsOfThrows) continue;
		test(`${subject.name}: ${adapterCase.name}`, async () => {
			const weather: StoreWeather = { delay: 0, down: false };
			const sessions = createSessions<UntypedData>({
				store: inWeather(store(), weather),
				secret: 'a secret for tests, long enough to be one',
				cookie: { secure: false },
			});
			sessions.on('failed', () => {});
			let serving: AdapterHandler = async () => ({});
			const server = await subject.start(sessions, (path, session) => serving(path, session));
			try {
				await adapterCase.run({
					serve: (handler) => {
						serving = handler;
					},
					browser: () => new Browser(server.url),
					sessions,
					weather,
				});
			} finally {
				await server.close();
				await sessions.close();
			}
		});
	}
}
