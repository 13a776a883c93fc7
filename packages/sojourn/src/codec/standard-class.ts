/** The name of the class that made an object; empty where it has none. */
export function classNameOf(value: unknown): string {
	const made: unknown = typeof value === 'object' && value !== null ? value.constructor : undefined;
	return typeof made === 'function' ? made.name : '';
}

/**
 * Whether an object is of a standard class, or extends it. Asked of the class that is global at the moment, so that a Date
 * made by what tests put in place of the global one is.
 */
export function isOf(value: object, name: string): boolean {
	const Standard: unknown = Reflect.get(globalThis, name);
	return typeof Standard === 'function' && value instanceof Standard;
}

/**
 * What the language says that an object is, which is the same in every realm. Where this runs in a context of `node:vm`,
 * as under Jest, what Node itself makes is of another realm: the times of a file, its errors, what `structuredClone`
 * answers.
 */
export function tagOf(value: object): string {
	return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** Whether an object is of a class by this name, or extends one, of whatever realm. */
export function isOfNamesake(value: object, name: string): boolean {
	for (let prototype = Object.getPrototypeOf(value); prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
		if (classNameOf(prototype) === name) return true;
	}
	return false;
}
