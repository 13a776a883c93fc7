/**
 * Lets methods refuse a callback, which the methods of these names in express-session take: it would never be called, and
 * whoever answers in it would wait for ever. At once, because nobody who passes a callback awaits a promise.
 */
export function refuseCallbacks(prototype: object, names: readonly string[]): void {
	for (const name of names) {
		const method: () => unknown = Reflect.get(prototype, name);
		const refusing = {
			[name](this: unknown, callback?: unknown): unknown {
				if (typeof callback !== 'function') return Reflect.apply(method, this, []);
				throw new TypeError(`session.${name} takes no callback. Write: await session.${name}().`);
			},
		};
		Object.defineProperty(prototype, name, { value: refusing[name], configurable: true, writable: true });
	}
}
