import { type Step, writePath } from './path.ts';
import { bigIntName, classNameOf, type Encoder, numberName, objectName, type TypeTable } from './types.ts';
import { UnsupportedValueError } from './unsupported-value-error.ts';

/**
 * Begins the text of a value that JSON alone does not hold, and in such a text the first element of an array that stands
 * for a value of another type: `~["~Date",0]`. JSON text never begins with it.
 */
export const mark = '~';

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

class Copier {
	/** Whether anything was copied that JSON does not hold as it is. */
	tagged = false;
	readonly #types: TypeTable;
	readonly #maxDepth: number;
	/** What is being copied, each within the one before. */
	readonly #open: unknown[] = [];
	/** The step that leads from each of them into the next. */
	readonly #steps: Step[] = [];
	/** Copies of arrays that would be taken for values of a type where the text is marked. */
	readonly #lookAlikes: unknown[][] = [];

	constructor(types: TypeTable, maxDepth: number) {
		this.#types = types;
		this.#maxDepth = maxDepth;
	}

	copy(value: unknown): unknown {
		if (isJsonPrimitive(value)) return value;
		if (typeof value === 'number') return this.#tagPrimitive(numberName, Object.is(value, -0) ? '-0' : String(value));
		if (typeof value === 'bigint') return this.#tagPrimitive(bigIntName, String(value));
		if (typeof value !== 'object') return this.#copyTyped(value);
		if (isArray(value)) return this.#copyArray(value);
		return isPlain(value) ? this.#copyPlain(value) : this.#copyTyped(value);
	}

	/** Tells arrays whose first element begins with the mark from values of a type. */
	doubleMarks(): void {
		for (const array of this.#lookAlikes) array[0] = `${mark}${array[0]}`;
	}

	#copyArray(array: readonly unknown[]): unknown[] {
		const depth = this.#enter(array);
		if (!hasElementsOnly(array)) throw this.#oddArray(array, depth);
		const copy = array.slice();
		for (let index = 0; index < copy.length; index += 1) {
			if (isJsonPrimitive(copy[index])) continue;
			this.#steps[depth] = index;
			copy[index] = this.copy(copy[index]);
		}
		this.#open.pop();
		const [first] = copy;
		if (typeof first === 'string' && first.startsWith(mark)) this.#lookAlikes.push(copy);
		return copy;
	}

	#copyPlain(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
		// Every property is its own, `__proto__` too, so that assignments reach no prototype.
		const copy = { ...object };
		if (Object.getOwnPropertySymbols(copy).length > 0) throw this.#refusal('an object with a symbol as a key');
		const depth = this.#enter(object);
		for (const key in copy) {
			// Neither is what somebody has put on the prototype of all objects.
			if (isJsonPrimitive(copy[key]) || !Object.hasOwn(copy, key)) continue;
			this.#steps[depth] = key;
			copy[key] = this.copy(copy[key]);
		}
		this.#open.pop();
		return copy;
	}

	#copyTyped(value: unknown): unknown[] {
		const type = this.#types.encoderOf(value);
		if (type === undefined) throw this.#refusal(kindOf(value));
		const depth = this.#enter(value);
		if (type.bare) this.#refuseProperties(value as object, depth);
		this.#steps[depth] = null;
		const content = this.copy(this.#contentOf(value, type));
		this.#open.pop();
		return this.#tag(type.name, content);
	}

	#contentOf(value: unknown, type: Encoder): unknown {
		try {
			return type.encode(value as never);
		} catch (error) {
			throw this.#refusal(`a ${type.name} that could not be encoded`, error);
		}
	}

	#tagPrimitive(name: string, text: string): unknown[] {
		this.#checkDepth();
		return this.#tag(name, text);
	}

	#tag(name: string, ...content: readonly unknown[]): unknown[] {
		this.tagged = true;
		return [mark + name, ...content];
	}

	/** Goes one level down, and answers which. */
	#enter(value: unknown): number {
		if (this.#open.includes(value)) throw this.#refusal('part of a cycle');
		this.#checkDepth();
		return this.#open.push(value) - 1;
	}

	#checkDepth(): void {
		if (this.#open.length >= this.#maxDepth) throw this.#refusal(`nested deeper than ${this.#maxDepth} levels`);
	}

	#oddArray(array: readonly unknown[], depth: number): UnsupportedValueError {
		const gap = gapIn(array);
		this.#steps[depth] = gap === -1 ? (Object.keys(array)[array.length] ?? null) : gap;
		return this.#refusal(gap === -1 ? 'a property that was added to an array' : 'an empty place in an array');
	}

	#refuseProperties(object: object, depth: number): void {
		const [added] = Object.keys(object);
		if (added === undefined) return;
		this.#steps[depth] = added;
		throw this.#refusal(`a property that was added to an object of the class ${classNameOf(object)}`);
	}

	#refusal(kind: string, cause?: unknown): UnsupportedValueError {
		return new UnsupportedValueError(writePath(this.#steps.slice(0, this.#open.length)), kind, cause);
	}
}

/** Whether JSON holds it as it is, with nothing in it. */
function isJsonPrimitive(value: unknown): value is string | boolean | number | null {
	if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
	return typeof value === 'string' || typeof value === 'boolean' || value === null;
}

/** Whether it is an array and no object of a subclass; also one of another realm, as test runners have them. */
function isArray(value: object): value is readonly unknown[] {
	// The prototype of all arrays is an array itself, that of a subclass is none.
	return Array.isArray(value) && Array.isArray(Object.getPrototypeOf(value));
}

/** Whether an object is plain: made by a literal, by JSON, in another realm, or without a prototype. */
function isPlain(value: object): value is Readonly<Record<string, unknown>> {
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype === Object.prototype || prototype === null) return true;
	return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}

/** Whether an array has an element at each place, and no other property. An empty place is found as undefined. */
function hasElementsOnly(array: readonly unknown[]): boolean {
	return Object.keys(array).length === array.length && (!array.includes(undefined) || gapIn(array) === -1);
}

function gapIn(array: readonly unknown[]): number {
	return array.findIndex((_, index) => !Object.hasOwn(array, index));
}

function kindOf(value: unknown): string {
	if (value === undefined) return 'undefined';
	if (typeof value !== 'object') return `a ${typeof value}`;
	return `an object of the class ${classNameOf(value) || 'without a name'}`;
}
