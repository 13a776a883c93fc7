import { type Base64, base64, type NodeBuffer } from './base64.ts';
import { type ClassType, classType } from './class-type.ts';

const viewNames = [
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
];

/**
 * Buffer, ArrayBuffer, typed arrays and DataView: what their bytes are, without what lies beside them in the same
 * memory. Numbers of several bytes are stored as they stand in memory, little-endian on every platform that is
 * supported. A Buffer comes back as a Uint8Array where the runtime has none.
 */
export function byteTypes(buffer: NodeBuffer | undefined): readonly ClassType[] {
	const text = base64(buffer);
	return [
		classType({
			name: 'Buffer',
			encode: (bytes: Uint8Array) => text.encode(bytes),
			decode: (encoded) => {
				const bytes = text.decode(encoded);
				return buffer === undefined ? bytes : buffer.from(bytes.buffer);
			},
		}),
		classType({
			name: 'ArrayBuffer',
			bare: true,
			encode: (bytes: ArrayBuffer) => text.encode(new Uint8Array(bytes)),
			decode: (encoded) => text.decode(encoded).buffer,
		}),
		...viewNames.map((name) => viewType(name, text)),
	];
}

type View = new (bytes: ArrayBuffer) => ArrayBufferView;

function viewType(name: string, text: Base64): ClassType {
	return classType({
		name,
		encode: (view: ArrayBufferView) => text.encode(new Uint8Array(view.buffer, view.byteOffset, view.byteLength)),
		decode: (encoded) => {
			const View: View = Reflect.get(globalThis, name);
			return new View(text.decode(encoded).buffer);
		},
	});
}
