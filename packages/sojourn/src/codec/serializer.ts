import { decodeTagged } from './decode.ts';
import { encodeTagged, isPlainJson } from './encode.ts';
import { builtInTypes, type KnownType } from './types.ts';

export type { CustomType, KnownType } from './types.ts';

/** Turns values into text and back. `JSON` is one. */
export interface Serializer {
	/** The text of a value. Throws for a value that cannot be stored. */
	stringify(value: unknown): string;
	/** The value of a text that `stringify` made, as a new copy. */
	parse(text: string): unknown;
}

/** The options of {@link createSerializer}. */
export interface SerializerOptions {
	/** Classes of your own whose objects can be stored. */
	readonly types?: readonly KnownType[];
}

/** JSON text never begins with it, so it tells what JSON alone does not hold. */
const mark = '~';
const typeName = /^[A-Za-z][A-Za-z0-9]*$/;

/**
 * The default serializer, with types of your own added. What JSON holds is stored as JSON. Besides it knows -0, NaN
 * and the infinities, BigInt, Date, Map, Set, URL, RegExp, Error, ArrayBuffer, typed arrays and Buffer. Everything else
 * (functions, symbols, undefined, cycles, objects of other classes) is refused with the path to it.
 *
 * @throws TypeError for a type without a name of its own
 */
export function createSerializer(options: SerializerOptions = {}): Serializer {
	const types = [...(options.types ?? []), ...builtInTypes];
	const byName = new Map<string, KnownType>();
	for (const type of types) {
		if (typeof type.name !== 'string' || !typeName.test(type.name) || byName.has(type.name)) {
			throw new TypeError(
				"The option types of createSerializer holds a type without a name of its own: write name: 'Money', in letters and digits, once.",
			);
		}
		byName.set(type.name, type);
	}
	return {
		stringify: (value) =>
			isPlainJson(value) ? JSON.stringify(value) : mark + JSON.stringify(encodeTagged(value, types)),
		parse: (text) => (text.startsWith(mark) ? decodeTagged(JSON.parse(text.slice(1)), byName) : JSON.parse(text)),
	};
}
