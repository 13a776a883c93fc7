/** A value, or a promise of it. With synchronous primitives, and stores that answer at once, it is always the value. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Goes on with a value at once, or with the value of a promise when it is there. `next` is made for each call, which is
 * felt on the way that every request takes: there a function takes the promise itself, and calls itself again with its
 * value.
 */
export function andThen<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
	return value instanceof Promise ? value.then(next) : next(value);
}

/** All values, at once if none of them is a promise. */
export function gather<T extends readonly unknown[]>(
	values: readonly [...{ [Index in keyof T]: MaybePromise<T[Index]> }],
): MaybePromise<T> {
	return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as T);
}

/** What `run` gives, as a promise. An async function would do the same, at several times the price where there is nothing to wait for. */
export function promised<T>(run: () => MaybePromise<T>): Promise<T> {
	try {
		return Promise.resolve(run());
	} catch (error) {
		return Promise.reject(error);
	}
}
