/**
 * Asserts that `actual` is what `expected` is, to the last bit: prototypes, the order of keys, -0, NaN, what lies in maps, errors
 * and bytes. An object without prototype counts as a plain one. Nothing may be shared between the two.
 */
export function assertSame(actual: unknown, expected: unknown, path = 'value'): void {
	if (typeof expected !== 'object' || expected === null) {
		if (!Object.is(actual, expected)) throw new Error(`${path}: ${String(actual)} is not ${String(expected)}`);
		return;
	}
	if (typeof actual !== 'object' || actual === null) throw new Error(`${path}: ${String(actual)} is no object`);
	if (actual === expected) throw new Error(`${path}: the very same object`);
	const prototype: unknown = Object.getPrototypeOf(expected) ?? Object.prototype;
	if (Object.getPrototypeOf(actual) !== prototype) throw new Error(`${path}: of another class`);
	const [actualParts, expectedParts] = [partsOf(actual), partsOf(expected)];
	assertKeys(actualParts, expectedParts, path);
	for (const [index, [key, part]] of expectedParts.entries()) {
		assertSame(actualParts[index]?.[1], part, `${path}.${key}`);
	}
}

type Parts = readonly (readonly [key: string, part: unknown])[];

function assertKeys(actual: Parts, expected: Parts, path: string): void {
	const [actualKeys, expectedKeys] = [actual, expected].map((parts) => JSON.stringify(parts.map(([key]) => key)));
	if (actualKeys !== expectedKeys) throw new Error(`${path}: ${actualKeys} is not ${expectedKeys}`);
}

/** Everything that makes an object what it is, as primitives and further objects. */
function partsOf(value: object): Parts {
	return [...ownParts(value), ...innerParts(value)];
}

function ownParts(value: object): Parts {
	if (ArrayBuffer.isView(value)) return [];
	return Object.keys(value).map((key) => [key, Object.getOwnPropertyDescriptor(value, key)?.value]);
}

function innerParts(value: object): Parts {
	if (Array.isArray(value)) return [['length', value.length]];
	if (value instanceof Date) return [['time', value.getTime()]];
	if (value instanceof URL) return [['href', value.href]];
	if (value instanceof RegExp) return Object.entries({ ...regExpParts(value) });
	if (value instanceof Map)
		return [...value].flatMap(([key, part], index) => [
			[`key ${index}`, key],
			[`${index}`, part],
		]);
	if (value instanceof Set) return [...value].map((part, index) => [`${index}`, part]);
	if (value instanceof Error) return errorParts(value);
	if (value instanceof ArrayBuffer) return [['bytes', new Uint8Array(value).join()]];
	if (ArrayBuffer.isView(value)) {
		return [['bytes', new Uint8Array(value.buffer, value.byteOffset, value.byteLength).join()]];
	}
	return [];
}

function regExpParts({ source, flags, lastIndex }: RegExp): object {
	return { source, flags, lastIndex };
}

function errorParts(error: Error): Parts {
	const { name, message, stack } = error;
	const hidden = ['cause', 'errors'].filter((key) => Object.hasOwn(error, key) && !Object.keys(error).includes(key));
	return [...Object.entries({ name, message, stack }), ...hidden.map((key) => [key, Reflect.get(error, key)] as const)];
}
