import { mark } from './mark.ts';
import { objectName, type TypeTable } from './types.ts';

/**
 * The value of a text that `encode` made. Safe on any text: it throws an error or answers some value, makes nothing larger
 * than the text asks for by its own length, and touches no prototype.
 *
 * @throws Error for what was not encoded so
 */
export function decode(text: string, types: TypeTable, maxDepth: number): unknown {
	if (!text.startsWith(mark)) return JSON.parse(text);
	return restore(JSON.parse(text.slice(mark.length)), types, maxDepth);
}

/** Puts values of types in place of what stands for them, in what JSON.parse has just made. */
function restore(value: unknown, types: TypeTable, levels: number): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) throw new RangeError('A stored value is nested too deeply.');
	if (Array.isArray(value)) return restoreArray(value, types, levels);
	const object = value as Record<string, unknown>;
	// JSON.parse makes every key an own property, `__proto__` too, so that assignments reach no prototype.
	for (const key of Object.keys(object)) object[key] = restore(object[key], types, levels - 1);
	return object;
}

function restoreArray(array: unknown[], types: TypeTable, levels: number): unknown {
	const [first] = array;
	for (let index = 0; index < array.length; index += 1) array[index] = restore(array[index], types, levels - 1);
	if (typeof first !== 'string' || !first.startsWith(mark)) return array;
	const name = first.slice(mark.length);
	if (!name.startsWith(mark)) return types.decode(name, name === objectName ? array.slice(1) : array[1]);
	array[0] = name;
	return array;
}
