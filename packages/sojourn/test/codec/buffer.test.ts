import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base64 } from '../../src/codec/base64.ts';
import { createSerializer, type Serializer } from '../../src/codec/serializer.ts';

/** A serializer of a runtime without Buffer. */
function serializerWithoutBuffer(): Serializer {
	const { Buffer } = globalThis;
	Reflect.deleteProperty(globalThis, 'Buffer');
	try {
		return createSerializer();
	} finally {
		globalThis.Buffer = Buffer;
	}
}

test('a Buffer comes back as its bytes where the runtime has none', () => {
	const copy = serializerWithoutBuffer().parse(createSerializer().stringify(Buffer.from('bytes')));
	assert.equal(Object.getPrototypeOf(copy), Uint8Array.prototype);
	assert.deepEqual(copy, new TextEncoder().encode('bytes'));
});

test('bytes are stored as the same text with and without Buffer', () => {
	const [withBuffer, without] = [base64(Buffer), base64(undefined)];
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
			const text = withBuffer.encode(bytes);
			assert.equal(without.encode(bytes), text);
			assert.deepEqual(without.decode(text), bytes);
			assert.deepEqual(withBuffer.decode(text), bytes);
		}),
	);
	const large = new Uint8Array(100_001).map((_, index) => index % 251);
	assert.equal(without.encode(large), withBuffer.encode(large));
	assert.deepEqual(without.decode(withBuffer.encode(large)), large);
});
