import assert from 'node:assert/strict';
import { nodePrimitives } from '../../../src/crypto/node-primitives.ts';
import type { Primitives } from '../../../src/crypto/primitives.ts';
import { webPrimitives } from '../../../src/crypto/web-primitives.ts';

export const node: Primitives = overNodeCrypto();
export const web: Primitives = webPrimitives();

/** Both implementations, by the name that test titles call them. */
export const implementations: readonly (readonly [string, Primitives])[] = [
	['node:crypto', node],
	['WebCrypto', web],
];

function overNodeCrypto(): Primitives {
	const primitives = nodePrimitives();
	assert(primitives !== null, 'these tests run where node:crypto is');
	return primitives;
}
