import { type ClassType, classType } from './class-type.ts';
import { isOf, isOfNamesake, tagOf } from './standard-class.ts';

/** The most general last. */
const errorNames = [
	'EvalError',
	'RangeError',
	'ReferenceError',
	'SyntaxError',
	'TypeError',
	'URIError',
	'AggregateError',
	'Error',
];

/** Properties that are not enumerable in errors that the language makes. */
const hidden: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors']);

/**
 * Errors: name, message, stack, cause, the errors of an AggregateError, and every enumerable property such as `code`. An
 * error of another class comes back as the standard one that it extends, under its own name.
 */
export const errorTypes: readonly ClassType[] = errorNames.map((name) =>
	classType({
		name,
		encode: (error: Error) => propertiesOf(error, name),
		decode: (properties) => errorOf(name, properties),
	}),
);

/** What the language and the Web call errors, of whatever realm. */
const errorTags = ['Error', 'DOMException'];

/** The name of the standard class that an error is of, or extends; undefined for what is no error. */
export function standardErrorOf(value: object): string | undefined {
	if (isOf(value, 'Error')) return errorNames.find((name) => isOf(value, name));
	return errorTags.includes(tagOf(value)) ? errorNames.find((name) => isOfNamesake(value, name)) : undefined;
}

function propertiesOf(error: Error, standardName: string): Readonly<Record<string, unknown>> {
	const properties = new Map<string, unknown>(Object.entries(error));
	if (error.name !== standardName) properties.set('name', error.name);
	if (error.message !== '') properties.set('message', error.message);
	if (error.stack !== undefined) properties.set('stack', error.stack);
	for (const name of ['cause', 'errors']) {
		if (Object.hasOwn(error, name)) properties.set(name, Reflect.get(error, name));
	}
	return Object.fromEntries(properties);
}

function errorOf(standardName: string, properties: Readonly<Record<string, unknown>>): Error {
	const Standard: new (errors?: readonly []) => Error = Reflect.get(globalThis, standardName);
	const error = standardName === 'AggregateError' ? new Standard([]) : new Standard();
	define(error, 'stack', undefined);
	for (const [name, value] of Object.entries(properties)) define(error, name, value);
	return error;
}

/** Unlike an assignment, this makes even `__proto__` an own property. */
function define(error: Error, name: string, value: unknown): void {
	Object.defineProperty(error, name, { value, writable: true, configurable: true, enumerable: !hidden.has(name) });
}
