import { mark } from './mark.ts';
import { type Step, writePath } from './path.ts';
import { classNameOf } from './standard-class.ts';
import { bigIntName, type Encoder, numberName, type TypeTable } from './types.ts';
import { UnsupportedValueError } from './unsupported-value-error.ts';

/**
 * Far more than a session holds. An object is copied wherever it is met: a few that are met several times within each
 * other, as the aliases of YAML can make them, would come to more than any memory.
 */
const mostValues = 1_000_000;

/** An array or object that is being copied. */
class Place {
	/** What it lies in. */
	readonly outer: Place | null;
	readonly value: unknown;
	/** How many arrays and objects it lies in. */
	readonly depth: number;
	/** The step that leads from it to what is being copied within it. */
	step: Step = null;

	constructor(outer: Place | null, value: unknown, depth: number) {
		this.outer = outer;
		this.value = value;
		this.depth = depth;
	}
}

/** Copies a value into what JSON holds, or refuses it. */
export class Copier {
	/** Whether anything was copied that JSON does not hold as it is. */
	tagged = false;
	readonly #types: TypeTable;
	readonly #maxDepth: number;
	/** How many values have been met so far. */
	#values = 0;
	/** Copies of arrays that would be taken for values of a type where the text is marked. */
	#lookAlikes: unknown[][] | null = null;

	/** @param maxDepth how many arrays and objects may lie within each other in the copy */
	constructor(types: TypeTable, maxDepth: number) {
		this.#types = types;
		this.#maxDepth = maxDepth;
	}

	/** @throws UnsupportedValueError with the path to what cannot be stored */
	copy(value: unknown, outer: Place | null = null): unknown {
		if (isJsonPrimitive(value)) return value;
		if (typeof value === 'number')
			return this.#tagPrimitive(numberName, Object.is(value, -0) ? '-0' : String(value), outer);
		if (typeof value === 'bigint') return this.#tagPrimitive(bigIntName, String(value), outer);
		if (typeof value !== 'object') return this.#copyTyped(value, outer);
		if (isArray(value)) return this.#copyArray(value, outer);
		return isPlain(value) ? this.#copyPlain(value, outer) : this.#copyTyped(value, outer);
	}

	/** Tells arrays whose first element begins with the mark from values of a type. */
	doubleMarks(): void {
		for (const array of this.#lookAlikes ?? []) array[0] = `${mark}${array[0]}`;
	}

	#copyArray(array: readonly unknown[], outer: Place | null): unknown[] {
		const place = this.#enter(array, outer);
		if (!hasElementsOnly(array)) throw oddArray(array, place);
		const copy = array.slice();
		this.#values += copy.length;
		for (let index = 0; index < copy.length; index += 1) {
			if (isJsonPrimitive(copy[index])) continue;
			place.step = index;
			copy[index] = this.copy(copy[index], place);
		}
		const [first] = copy;
		if (typeof first === 'string' && first.startsWith(mark)) {
			this.#lookAlikes ??= [];
			this.#lookAlikes.push(copy);
		}
		return copy;
	}

	#copyPlain(object: Readonly<Record<string, unknown>>, outer: Place | null): Record<string, unknown> {
		// Every property is its own, `__proto__` too, so that assignments reach no prototype.
		const copy = { ...object };
		if (Object.getOwnPropertySymbols(copy).length > 0) throw refusal(outer, 'an object with a symbol as a key');
		const place = this.#enter(object, outer);
		for (const key in copy) {
			this.#values += 1;
			// Neither is what somebody has put on the prototype of all objects.
			if (isJsonPrimitive(copy[key]) || !Object.hasOwn(copy, key)) continue;
			place.step = key;
			copy[key] = this.copy(copy[key], place);
		}
		return copy;
	}

	#copyTyped(value: unknown, outer: Place | null): unknown[] {
		const type = this.#types.encoderOf(value);
		if (type === undefined) throw refusal(outer, kindOf(value));
		const place = this.#enter(value, outer);
		if (type.bare) refuseProperties(value as object, place);
		return this.#tag(type.name, this.copy(contentOf(value, type, place), place));
	}

	#tagPrimitive(name: string, text: string, outer: Place | null): unknown[] {
		this.#checkDepth(outer);
		return this.#tag(name, text);
	}

	#tag(name: string, ...content: readonly unknown[]): unknown[] {
		this.tagged = true;
		return [mark + name, ...content];
	}

	/** Goes one level down. */
	#enter(value: unknown, outer: Place | null): Place {
		for (let place = outer; place !== null; place = place.outer) {
			if (place.value === value) throw refusal(outer, 'part of a cycle');
		}
		if (this.#values > mostValues) throw refusal(outer, `part of more than ${mostValues} values`);
		return new Place(outer, value, this.#checkDepth(outer));
	}

	/** Answers how many arrays and objects something lies in. */
	#checkDepth(outer: Place | null): number {
		const depth = outer === null ? 0 : outer.depth + 1;
		if (depth >= this.#maxDepth) throw refusal(outer, `nested deeper than ${this.#maxDepth} levels`);
		return depth;
	}
}

function contentOf(value: unknown, type: Encoder, place: Place): unknown {
	try {
		return type.encode(value as never);
	} catch (error) {
		throw refusal(place, `a ${type.name} that could not be encoded`, error);
	}
}

function oddArray(array: readonly unknown[], place: Place): UnsupportedValueError {
	const gap = gapIn(array);
	place.step = gap === -1 ? (Object.keys(array)[array.length] ?? null) : gap;
	return refusal(place, gap === -1 ? 'a property that was added to an array' : 'an empty place in an array');
}

function refuseProperties(object: object, place: Place): void {
	const [added] = Object.keys(object);
	if (added === undefined) return;
	place.step = added;
	throw refusal(place, `a property that was added to an object of the class ${classNameOf(object)}`);
}

/** The error for what is being copied within a place. */
function refusal(outer: Place | null, kind: string, cause?: unknown): UnsupportedValueError {
	const steps: Step[] = [];
	for (let place = outer; place !== null; place = place.outer) steps.unshift(place.step);
	return new UnsupportedValueError(writePath(steps), kind, cause);
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
