import type { KnownType } from './custom-type.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { TypeTable } from './types.ts';

export type { CustomType, KnownType } from './custom-type.ts';

/** Turns values into text and back. `JSON` is one. */
export interface Serializer {
	/** The text of a value. Throws for a value that cannot be stored. */
	stringify(value: unknown): string;
	/** The value of a text that `stringify` made, as a new copy. */
	parse(text: string): unknown;
}

/** The options of {@link createSerializer}. */
export interface SerializerOptions {
	/** Types of your own that can be stored. */
	readonly types?: readonly KnownType[];
	/** How many arrays and objects may lie within each other in the text, 1 to 1000. A Map counts for three. Default 200. */
	readonly maxDepth?: number;
}

const known = ['types', 'maxDepth'];
/** Far below what overflows the stack of any runtime. */
const deepest = 1000;

/**
 * The default serializer, with types of your own added. What JSON holds is stored as JSON, and read at its speed. Besides
 * it knows -0, NaN and the infinities, BigInt, Date, Map, Set, URL, RegExp, Error, ArrayBuffer, typed arrays, DataView
 * and Buffer. Everything else (functions, symbols, undefined, cycles, objects of other classes) is refused with an
 * `UnsupportedValueError` that has the path to it.
 *
 * @throws TypeError for a wrong option, which it names
 */
export function createSerializer(options: SerializerOptions = {}): Serializer {
	if (typeof options !== 'object' || options === null) {
		throw new TypeError('createSerializer takes an object of options, such as { types: [money] }.');
	}
	for (const name of Object.keys(options)) {
		if (!known.includes(name)) {
			throw new TypeError(`createSerializer has no option ${name}. The options are: ${known.join(', ')}.`);
		}
	}
	const { types = [], maxDepth = 200 } = options;
	if (!Array.isArray(types)) {
		throw new TypeError('The option types of createSerializer must be a list, such as types: [money].');
	}
	if (!Number.isInteger(maxDepth) || maxDepth < 1 || maxDepth > deepest) {
		throw new TypeError(`The option maxDepth of createSerializer must be a whole number from 1 to ${deepest}.`);
	}
	const table = new TypeTable([...types]);
	return {
		stringify: (value) => encode(value, table, maxDepth),
		parse: (text) => decode(text, table, maxDepth),
	};
}
