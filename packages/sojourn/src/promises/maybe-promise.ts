/** A value, or a promise of it: what need not be waited for, as with `node:crypto` and many stores, is there at once. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Goes on with a value at once, or with the value of a promise when it is there. `next` is made for each call, which is
 * felt on the way that every request takes: there a function takes the promise itself, and calls itself again with its
 * value.
 */
export function andThen<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
	return value instanceof Promise ? value.then(next) : next(value);
}

/**
 * What the code of others answers, such as a store or a schema. What can be waited for, and is no promise of this realm,
 * becomes one: the query of a database client that is sent when its `then` is called, a promise of Bluebird, or one of
 * the runtime where this runs in a context of `node:vm`, as under Jest. Else it would be taken for the value itself.
 */
export function answered<T>(answer: MaybePromise<T> | PromiseLike<T>): MaybePromise<T> {
	if (answer instanceof Promise || typeof answer !== 'object' || answer === null) return answer;
	return 'then' in answer && typeof answer.then === 'function' ? Promise.resolve(answer) : (answer as T);
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
