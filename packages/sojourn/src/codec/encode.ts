import { Copier } from './copier.ts';
import { mark } from './mark.ts';
import { objectName, type TypeTable } from './types.ts';

/**
 * Keys that JSON writes with an escape. JSON.parse of V8 can take such a key for the key of an object that it made before
 * (nodejs/node#63785: a key `"` for a key `\`), so objects that have one are stored in another way.
 */
const escapedKey = /["\\\p{Cc}\p{Cs}]/u;
/** What an escape begins with. */
const escapeMark = '\\';

/**
 * The text of a value: JSON, or the mark and JSON. One walk reads every property once, refuses what cannot be stored and
 * copies the rest into what JSON holds, so that what is written is what was checked.
 *
 * @param maxDepth how many arrays and objects may lie within each other in the text
 * @throws UnsupportedValueError with the path to what cannot be stored
 */
export function encode(value: unknown, types: TypeTable, maxDepth: number): string {
	if (typeof value === 'string') return JSON.stringify(value);
	const copier = new Copier(types, maxDepth);
	const copy = copier.copy(value);
	if (!copier.tagged) {
		const text = JSON.stringify(copy);
		// What has no escape at all, as most, has none in a key.
		if (!text.includes(escapeMark) || !hasEscapedKeys(copy)) return text;
	}
	const marked = withoutEscapedKeys(copy);
	copier.doubleMarks();
	return mark + JSON.stringify(marked);
}

function hasEscapedKeys(copy: unknown): boolean {
	if (typeof copy !== 'object' || copy === null) return false;
	if (!Array.isArray(copy) && Object.keys(copy).some(isEscapedKey)) return true;
	return Object.values(copy).some(hasEscapedKeys);
}

/** A copy in which objects that have such keys are stored as values of a type. The arrays stay the same ones. */
function withoutEscapedKeys(copy: unknown): unknown {
	if (typeof copy !== 'object' || copy === null) return copy;
	const parts = copy as Record<string, unknown>;
	for (const key of Object.keys(parts)) parts[key] = withoutEscapedKeys(parts[key]);
	if (Array.isArray(copy) || !Object.keys(copy).some(isEscapedKey)) return copy;
	return [mark + objectName, ...Object.entries(copy).flat(1)];
}

function isEscapedKey(key: string): boolean {
	return escapedKey.test(key);
}
