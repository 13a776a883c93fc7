/** Values of every kind, the same on every runtime, by what titles call them. */
export const samples: Readonly<Record<string, unknown>> = {
	texts: 'text\ud800\u2028',
	numbers: [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
	'plain objects': { plain: true, nothing: null, nested: [{ 'a "key"': 1n }] },
	'objects with the keys of a prototype': JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
	'maps and sets': new Map<unknown, unknown>([[{ id: 1 }, new Set(['~Date', ['~Date', 0]])]]),
	dates: [new Date(0), new Date(Number.NaN)],
	URLs: new URL('https://example.test/a%20b?c=d#e'),
	'regular expressions': Object.assign(/[/\]]+/giu, { lastIndex: 3 }),
	errors: [
		withoutStack(Object.assign(new RangeError('outer', { cause: withoutStack(new Error('inner')) }), { code: 'E1' })),
		withoutStack(new AggregateError([1n], 'several')),
	],
	'arrays of bytes': [new Uint8Array([0, 255]), new ArrayBuffer(2), new DataView(new ArrayBuffer(1))],
	'arrays of small numbers': [
		new Int8Array([-1]),
		new Uint8ClampedArray([1]),
		new Int16Array([-1]),
		new Uint16Array([1]),
		new Int32Array([-1]),
	],
	'arrays of large numbers': [new Uint32Array([1]), new Float32Array([1.5]), new Float64Array([Number.NaN, -0])],
	'arrays of BigInts': [new BigInt64Array([-1n]), new BigUint64Array([1n])],
	...('Buffer' in globalThis ? { Buffers: Buffer.from('bytes') } : {}),
};

/** Every runtime writes stacks in its own way. */
function withoutStack<Kind extends Error>(error: Kind): Kind {
	Object.defineProperty(error, 'stack', { value: undefined, writable: true, configurable: true });
	return error;
}
