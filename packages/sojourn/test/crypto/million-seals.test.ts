import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyRing } from '../../src/crypto/key-ring.ts';
import { nonceHalfOf } from './support/bytes.ts';
import { node } from './support/implementations.ts';
import { context, newest } from './support/rings.ts';

test('a derived key serves for 1 048 576 cookies at most', () => {
	const ring = createKeyRing([newest], { primitives: node, clock: () => 0 });
	const seal = (): string => String(ring.sealCookieSession(new Uint8Array(0), context));
	const first = nonceHalfOf(seal());
	for (let sealed = 1; sealed < 2 ** 20 - 1; sealed += 1) seal();
	assert.equal(nonceHalfOf(seal()), first);
	assert.notEqual(nonceHalfOf(seal()), first);
});
