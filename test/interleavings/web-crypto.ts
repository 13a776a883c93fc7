import type { Schedule } from './schedule.ts';

const methods = ['decrypt', 'digest', 'encrypt', 'importKey', 'sign'] as const;

/** Makes managers over WebCrypto, as a runtime without `node:crypto` does. */
export function overWebCrypto<T>(make: () => T): T {
	const { getBuiltinModule } = process;
	Reflect.set(process, 'getBuiltinModule', undefined);
	try {
		return make();
	} finally {
		process.getBuiltinModule = getBuiltinModule;
	}
}

/** Lets the schedule wait for what WebCrypto does. Answers a function that ends that. */
export function scheduleWebCrypto(schedule: Schedule): () => void {
	const { subtle } = crypto;
	for (const method of methods) {
		const work = subtle[method] as (...parameters: unknown[]) => Promise<unknown>;
		Object.defineProperty(subtle, method, {
			configurable: true,
			value: (...parameters: unknown[]) => schedule.during(work.apply(subtle, parameters)),
		});
	}
	return () => {
		for (const method of methods) Reflect.deleteProperty(subtle, method);
	};
}
