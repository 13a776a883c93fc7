import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expand, extract } from '../../src/crypto/hkdf.ts';
import { fromHex, toHex } from './support/bytes.ts';
import { implementations } from './support/implementations.ts';

/** RFC 5869, appendix A: every case with SHA-256. */
const cases = [
	{
		name: 'A.1',
		keyMaterial: '0b'.repeat(22),
		salt: '000102030405060708090a0b0c',
		info: 'f0f1f2f3f4f5f6f7f8f9',
		length: 42,
		output: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
	},
	{
		name: 'A.2',
		keyMaterial: range(0x00, 0x4f),
		salt: range(0x60, 0xaf),
		info: range(0xb0, 0xff),
		length: 82,
		output:
			'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
	},
	{
		name: 'A.3',
		keyMaterial: '0b'.repeat(22),
		// No salt: the RFC then takes as many zero bytes as the hash has.
		salt: '00'.repeat(32),
		info: '',
		length: 42,
		output: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
	},
];

function range(first: number, last: number): string {
	return Buffer.from(Array.from({ length: last - first + 1 }, (_, index) => first + index)).toString('hex');
}

for (const [implementation, primitives] of implementations) {
	for (const { name, keyMaterial, salt, info, length, output } of cases) {
		test(`HKDF over ${implementation} gives the output of RFC 5869, test case ${name}`, async () => {
			const key = await extract(primitives, fromHex(salt), fromHex(keyMaterial));
			assert.equal(toHex(await expand(key, fromHex(info), length)), output);
		});
	}

	test(`HKDF over ${implementation} gives the beginning of the longer output when less is asked for`, async () => {
		const key = await extract(primitives, fromHex('01'), fromHex('02'));
		const longest = toHex(await expand(key, fromHex('03'), 255 * 32));
		for (const length of [1, 3, 31, 32, 33, 64, 65, 8159]) {
			assert.equal(toHex(await expand(key, fromHex('03'), length)), longest?.slice(0, 2 * length));
		}
	});
}
