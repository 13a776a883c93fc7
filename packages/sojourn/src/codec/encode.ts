import type { KnownType } from './types.ts';
import { UnsupportedValueError } from './unsupported-value-error.ts';

/** Levels: deeper values are refused, on the way in and on the way out. */
export const deepest = 200;

/** Names the one key of an object that stands for a value of another type; keys of plain objects that begin so are doubled. */
export const tag = '~';

/** Whether JSON holds the value as it is. False also for what cannot be stored at all: {@link encodeTagged} tells. */
export function isPlainJson(value: unknown, depth = 0): boolean {
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return true;
		case 'number':
			return Number.isFinite(value) && !Object.is(value, -0);
		case 'object':
			if (value === null) return true;
			if (depth >= deepest) return false;
			return Array.isArray(value) ? isPlainArray(value, depth) : isPlainRecord(value, depth);
		default:
			return false;
	}
}

function isPlainArray(array: readonly unknown[], depth: number): boolean {
	for (let index = 0; index < array.length; index += 1) {
		if (!isPlainJson(array[index], depth + 1)) return false;
	}
	return true;
}

function isPlainRecord(value: object, depth: number): boolean {
	if (!isRecord(value)) return false;
	for (const key of Object.keys(value)) {
		if (!isPlainJson(value[key], depth + 1)) return false;
	}
	return Object.getOwnPropertySymbols(value).length === 0;
}

/** What JSON can hold of a value of any known type. Throws {@link UnsupportedValueError} with the path to what cannot be stored. */
export function encodeTagged(value: unknown, types: readonly KnownType[]): unknown {
	const ancestors: object[] = [];

	const encode = (part: unknown, path: string): unknown => {
		switch (typeof part) {
			case 'string':
			case 'boolean':
				return part;
			case 'number':
				return isPlainJson(part) ? part : { [`${tag}Number`]: Object.is(part, -0) ? '-0' : String(part) };
			case 'bigint':
				return { [`${tag}BigInt`]: String(part) };
			case 'object':
				return part === null ? null : encodeObject(part, path);
			default:
				throw new UnsupportedValueError(path, part === undefined ? 'undefined' : `a ${typeof part}`);
		}
	};

	const encodeObject = (part: object, path: string): unknown => {
		if (ancestors.includes(part)) throw new UnsupportedValueError(path, 'part of a cycle');
		if (ancestors.length >= deepest) throw new UnsupportedValueError(path, `nested deeper than ${deepest} levels`);
		ancestors.push(part);
		const encoded = encodeContent(part, path);
		ancestors.pop();
		return encoded;
	};

	const encodeContent = (part: object, path: string): unknown => {
		if (Array.isArray(part)) return Array.from(part, (element, index) => encode(element, `${path}[${index}]`));
		if (isRecord(part)) return encodeRecord(part, path);
		const type = types.find((candidate) => candidate.is(part));
		if (type === undefined) throw new UnsupportedValueError(path, `an object of the class ${classOf(part)}`);
		return { [tag + type.name]: encode(type.encode(part as never), path) };
	};

	const encodeRecord = (part: Record<string, unknown>, path: string): unknown => {
		if (Object.getOwnPropertySymbols(part).length > 0)
			throw new UnsupportedValueError(path, 'an object with a symbol as a key');
		return Object.fromEntries(
			Object.entries(part).map(([key, element]) => [
				key.startsWith(tag) ? tag + key : key,
				encode(element, path === '' ? key : `${path}.${key}`),
			]),
		);
	};

	return encode(value, '');
}

/** Whether an object is plain: made by a literal, by JSON or without a prototype. */
function isRecord(value: object): value is Record<string, unknown> {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

function classOf(value: object): string {
	const made: unknown = value.constructor;
	return typeof made === 'function' && made.name !== '' ? made.name : 'without a name';
}
