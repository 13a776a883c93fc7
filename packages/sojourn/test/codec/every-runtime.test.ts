import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { base64 } from '../../src/codec/base64.ts';
import { createSerializer, type Serializer } from '../../src/codec/serializer.ts';
import { samples } from './support/samples.ts';

const program = fileURLToPath(new URL('every-runtime.ts', import.meta.url));

const commands = {
	Node: ['node', program],
	Deno: ['deno', 'run', '--quiet', '--no-check', program],
	Bun: ['bun', 'run', program],
};

const texts = samples.map((value) => createSerializer().stringify(value));

for (const [runtime, [name = '', ...args]] of Object.entries(commands)) {
	test(`on ${runtime} every kind of value comes back as it went in, and is stored as the same text as everywhere`, () => {
		const command = fileURLToPath(new URL(`../../../../node_modules/.bin/${name}`, import.meta.url));
		const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 30_000 });
		assert.equal(status, 0, stderr);
		assert.deepEqual(JSON.parse(stdout), texts);
	});
}

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
