/** What the promise answers, or a rejection with the signal's reason as soon as it aborts. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const abort = (): void => reject(signal.reason);
		if (signal.aborted) abort();
		else signal.addEventListener('abort', abort, { once: true });
		const settle = (): void => signal.removeEventListener('abort', abort);
		promise.then(
			(value) => {
				settle();
				resolve(value);
			},
			(error: unknown) => {
				settle();
				reject(error);
			},
		);
	});
}

/** The end of a promise, whichever it is. */
export async function settled(promise: Promise<unknown>): Promise<void> {
	await promise.catch(() => {});
}
