import { fromBase64, toBase64 } from './base64.ts';

/**
 * A kind of value that JSON does not know, and how it is stored: as something that can be stored. For objects of
 * classes; plain objects, arrays and primitives are stored as they are.
 */
export interface CustomType<Value = unknown> {
	/** Names the type in what is stored, so it must stay the same. Letters and digits. */
	readonly name: string;
	/** Whether a value is of this type. */
	readonly is: (value: unknown) => value is Value;
	/** What is stored for it; may hold values of any type that can be stored. */
	readonly encode: (value: Value) => unknown;
	/** The value again. */
	readonly decode: (encoded: never) => Value;
}

interface BufferLike {
	isBuffer(value: unknown): value is Uint8Array;
	from(bytes: ArrayBuffer): Uint8Array;
}

const nodeBuffer = (): BufferLike | undefined => (globalThis as { readonly Buffer?: BufferLike }).Buffer;
/** A {@link CustomType} of whatever value. */
export interface KnownType {
	readonly name: string;
	readonly is: (value: unknown) => boolean;
	readonly encode: (value: never) => unknown;
	readonly decode: (encoded: never) => unknown;
}

/** A row of the table: checked as one piece, then like any other. */
function row<Value, Encoded>(type: {
	readonly name: string;
	readonly is: (value: unknown) => value is Value;
	readonly encode: (value: Value) => Encoded;
	readonly decode: (encoded: Encoded) => Value;
}): KnownType {
	return type;
}

const dateType = row({
	name: 'Date',
	is: (value): value is Date => value instanceof Date,
	encode: (date) => (Number.isNaN(date.getTime()) ? null : date.getTime()),
	decode: (time) => new Date(time ?? Number.NaN),
});

const mapType = row({
	name: 'Map',
	is: (value): value is Map<unknown, unknown> => value instanceof Map,
	encode: (map) => [...map],
	decode: (entries) => new Map(entries),
});

const setType = row({
	name: 'Set',
	is: (value): value is Set<unknown> => value instanceof Set,
	encode: (set) => [...set],
	decode: (values) => new Set(values),
});

const urlType = row({
	name: 'URL',
	is: (value): value is URL => value instanceof URL,
	encode: (url) => url.href,
	decode: (href) => new URL(href),
});

const regExpType = row({
	name: 'RegExp',
	is: (value): value is RegExp => value instanceof RegExp,
	encode: ({ source, flags, lastIndex }) => [source, flags, lastIndex] as const,
	decode: ([source, flags, lastIndex]) => Object.assign(new RegExp(source, flags), { lastIndex }),
});

const bufferType = row({
	name: 'Buffer',
	is: (value): value is Uint8Array => nodeBuffer()?.isBuffer(value) ?? false,
	encode: toBase64,
	decode: (text) => {
		const bytes = fromBase64(text);
		return nodeBuffer()?.from(bytes.buffer) ?? bytes;
	},
});

const arrayBufferType = row({
	name: 'ArrayBuffer',
	is: (value): value is ArrayBuffer => value instanceof ArrayBuffer,
	encode: (buffer) => toBase64(new Uint8Array(buffer)),
	decode: (text) => fromBase64(text).buffer,
});

type ViewConstructor = new (buffer: ArrayBuffer) => ArrayBufferView;

const viewNames: ReadonlySet<string> = new Set([
	'Int8Array',
	'Uint8Array',
	'Uint8ClampedArray',
	'Int16Array',
	'Uint16Array',
	'Int32Array',
	'Uint32Array',
	'Float16Array',
	'Float32Array',
	'Float64Array',
	'BigInt64Array',
	'BigUint64Array',
	'DataView',
]);

/** Numbers of several bytes are stored as they stand in memory: little-endian wherever the library runs. */
const viewType = row({
	name: 'View',
	is: (value): value is ArrayBufferView => ArrayBuffer.isView(value) && viewNames.has(value.constructor.name),
	encode: (view) =>
		[view.constructor.name, toBase64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))] as const,
	decode: ([name, text]) => {
		if (!viewNames.has(name)) throw new TypeError('There is no typed array of that name.');
		const View = Reflect.get(globalThis, name) as ViewConstructor;
		return new View(fromBase64(text).buffer);
	},
});

interface EncodedError {
	readonly name: string;
	readonly message: string;
	readonly stack: string | null;
	readonly own: Readonly<Record<string, unknown>>;
}

const errorNames: ReadonlySet<string> = new Set([
	'EvalError',
	'RangeError',
	'ReferenceError',
	'SyntaxError',
	'TypeError',
	'URIError',
]);

/** The standard classes come back as themselves, others as an `Error` of that name. */
const errorType = row({
	name: 'Error',
	is: (value): value is Error => value instanceof Error,
	encode: (error): EncodedError => {
		const own: Record<string, unknown> = { ...error };
		if (Object.hasOwn(error, 'cause')) own.cause = error.cause;
		if (error instanceof AggregateError) own.errors = error.errors;
		return { name: error.name, message: error.message, stack: error.stack ?? null, own };
	},
	decode: ({ name, message, stack, own }) => {
		const Standard = errorNames.has(name) ? (Reflect.get(globalThis, name) as ErrorConstructor) : Error;
		const error = name === 'AggregateError' ? new AggregateError([], message) : new Standard(message);
		const hidden = { writable: true, configurable: true, enumerable: false };
		if (error.name !== name) Object.defineProperty(error, 'name', { ...hidden, value: name });
		Object.defineProperty(error, 'stack', { ...hidden, value: stack ?? undefined });
		for (const [key, value] of Object.entries(own)) {
			const enumerable = key !== 'cause' && key !== 'errors';
			Object.defineProperty(error, key, { ...hidden, enumerable, value });
		}
		return error;
	},
});

/** The types that are always known; the first that fits counts. */
export const builtInTypes: readonly KnownType[] = [
	dateType,
	mapType,
	setType,
	bufferType,
	viewType,
	arrayBufferType,
	urlType,
	regExpType,
	errorType,
];
