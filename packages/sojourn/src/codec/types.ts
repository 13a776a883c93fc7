import type { NodeBuffer } from './base64.ts';
import { byteTypes } from './byte-types.ts';
import type { ClassType } from './class-type.ts';
import type { KnownType } from './custom-type.ts';
import { errorTypes, standardErrorOf } from './error-types.ts';
import { classNameOf, isOf, tagOf } from './standard-class.ts';
import { standardTypes } from './standard-types.ts';

/** The type by whose name numbers are stored that JSON does not know: -0, NaN and the infinities. */
export const numberName = 'Number';
/** The type by whose name a BigInt is stored. */
export const bigIntName = 'BigInt';
/** The type by whose name a plain object is stored that cannot be one in JSON: its keys and values follow in turn. */
export const objectName = 'Object';

const customName = /^[A-Za-z][\w.-]*$/;

/** What is written of a value of a type. */
export type Encoder = Pick<ClassType, 'name' | 'bare' | 'encode'>;

interface Decoder {
	readonly decode: (encoded: never) => unknown;
}

/** What JSON does not know and can be stored: some numbers, BigInt, standard classes, and the types of an application. */
export class TypeTable {
	readonly #custom: readonly KnownType[];
	readonly #classes: ReadonlyMap<string, ClassType>;
	readonly #decoders: ReadonlyMap<string, Decoder>;

	/** @throws TypeError for a type that cannot be told from the others by its name */
	constructor(custom: readonly KnownType[]) {
		const { Buffer } = globalThis as { readonly Buffer?: NodeBuffer };
		const classes = [...standardTypes, ...byteTypes(Buffer), ...errorTypes];
		const decoders = new Map<string, Decoder>(classes.map((type) => [type.name, type]));
		decoders.set(numberName, { decode: Number }).set(bigIntName, { decode: BigInt });
		decoders.set(objectName, { decode: objectOf });
		for (const type of custom) {
			checkCustomType(type, decoders);
			decoders.set(type.name, type);
		}
		this.#custom = custom;
		this.#classes = new Map(classes.map((type) => [type.name, type]));
		this.#decoders = decoders;
	}

	/** How a value that is no primitive, plain object or array is written; undefined when it cannot be stored. */
	encoderOf(value: unknown): Encoder | undefined {
		return this.#custom.find((type) => type.is(value)) ?? this.#classOf(value);
	}

	/** The value of a type by this name. Throws for a name that is not known, and for what was not encoded so. */
	decode(name: string, encoded: unknown): unknown {
		const decoder = this.#decoders.get(name);
		if (decoder === undefined) {
			throw new TypeError(
				'A stored value is of a type that this serializer does not know: give createSerializer the types it was stored with.',
			);
		}
		return decoder.decode(encoded as never);
	}

	/** The class is told by its name too: so an object of a subclass is not taken for one of the class. */
	#classOf(value: unknown): ClassType | undefined {
		if (typeof value !== 'object' || value === null) return undefined;
		const error = standardErrorOf(value);
		if (error !== undefined) return this.#classes.get(error);
		const name = classNameOf(value);
		const type = this.#classes.get(name);
		return type !== undefined && (isOf(value, name) || tagOf(value) === name) ? type : undefined;
	}
}

/** The plain object whose keys and values follow in turn. */
function objectOf(parts: readonly unknown[]): object {
	const entries: [string, unknown][] = [];
	for (let index = 0; index < parts.length; index += 2) entries.push([String(parts[index]), parts[index + 1]]);
	// Unlike an assignment, this makes even `__proto__` an own key.
	return Object.fromEntries(entries);
}

function checkCustomType(type: KnownType, taken: ReadonlyMap<string, unknown>): void {
	if (typeof type?.name !== 'string' || !customName.test(type.name)) {
		throw new TypeError(
			"The option types of createSerializer takes types with a name of letters and digits, such as { name: 'Money', is, encode, decode }.",
		);
	}
	if (taken.has(type.name)) {
		throw new TypeError(
			`The option types of createSerializer names a type ${type.name}, which is there already: choose another name.`,
		);
	}
	for (const method of ['is', 'encode', 'decode'] as const) {
		if (typeof type[method] !== 'function') {
			throw new TypeError(
				`The option types of createSerializer holds the type ${type.name} without a function ${method}.`,
			);
		}
	}
}
