import { deepest, tag } from './encode.ts';
import type { KnownType } from './types.ts';

/**
 * The value that was encoded with tags. Safe on anything that JSON holds: it throws a plain error, or answers some
 * value, and touches no prototype.
 *
 * @throws Error for what was not encoded so
 */
export function decodeTagged(value: unknown, types: ReadonlyMap<string, KnownType>, depth = 0): unknown {
	if (typeof value !== 'object' || value === null) return value;
	// Every type costs a level more on the way out than on the way in.
	if (depth > deepest * 3) throw new RangeError('The stored value is nested too deeply.');
	if (Array.isArray(value)) return value.map((element) => decodeTagged(element, types, depth + 1));
	const entries = Object.entries(value);
	const [first] = entries;
	if (entries.length === 1 && first !== undefined && isTagged(first[0])) {
		return decodeTyped(first[0].slice(tag.length), decodeTagged(first[1], types, depth + 1), types);
	}
	// Unlike an assignment, fromEntries makes even of `__proto__` an own key.
	return Object.fromEntries(
		entries.map(([key, element]) => [
			key.startsWith(tag) ? key.slice(tag.length) : key,
			decodeTagged(element, types, depth + 1),
		]),
	);
}

function isTagged(key: string): boolean {
	return key.startsWith(tag) && !key.startsWith(tag + tag);
}

function decodeTyped(name: string, content: unknown, types: ReadonlyMap<string, KnownType>): unknown {
	if (name === 'Number') return Number(content);
	if (name === 'BigInt') return BigInt(content as string);
	const type = types.get(name);
	if (type === undefined) {
		throw new TypeError(
			'The stored value is of a type that this serializer does not know. Give createSerializer the types it was stored with.',
		);
	}
	return type.decode(content as never);
}
