import type { Store } from '../contract/store.ts';
import type { MaybePromise } from '../promises/maybe-promise.ts';
import { pause } from './pause.ts';

/** How the store fares. */
export interface StoreWeather {
	/** Milliseconds that each change takes. */
	delay: number;
	/** Whether each call fails. */
	down: boolean;
}

/** The same store, slower or failing as the weather says. */
export function inWeather(store: Store, weather: StoreWeather): Store {
	const pass = async <Result>(isChange: boolean, run: () => MaybePromise<Result>): Promise<Result> => {
		if (weather.down) throw new Error('the store is down');
		if (isChange && weather.delay > 0) await pause(weather.delay);
		return run();
	};
	return {
		name: store.name,
		capabilities: store.capabilities,
		read: (...call) => pass(false, () => store.read(...call)),
		create: (...call) => pass(true, () => store.create(...call)),
		replace: (...call) => pass(true, () => store.replace(...call)),
		touch: (...call) => pass(true, () => store.touch(...call)),
		delete: (...call) => pass(true, () => store.delete(...call)),
		findBySubject: (...call) => store.findBySubject(...call),
		purge: (...call) => store.purge(...call),
		count: (...call) => store.count(...call),
		scan: (...call) => store.scan(...call),
		close: () => store.close(),
	};
}
