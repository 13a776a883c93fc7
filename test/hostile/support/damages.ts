import fc, { type Arbitrary } from 'fast-check';
import { unsealedData } from '../../../packages/sojourn/test/guarantees/unsealed-data.ts';

/** What somebody makes of the bytes of a record, who may have those of another. */
export interface Damage {
	readonly change: keyof typeof changes;
	/** Where in the bytes, from 0 to 1. */
	readonly place: number;
	readonly byte: number;
	readonly junk: Uint8Array;
}

/** What a change is made of; `at` lies within the bytes, if there are any. */
interface Means {
	readonly bytes: Buffer;
	readonly others: Buffer;
	readonly at: number;
	readonly byte: number;
	readonly junk: Uint8Array;
}

/** What nobody needs a secret for. */
const forged = await unsealedData('mallory', Date.now);

const changes = {
	'flip a bit': ({ bytes, at, byte }: Means) => withByte(bytes, at, (bytes[at] ?? 0) ^ (1 << (byte % 8))),
	'put another byte': ({ bytes, at, byte }: Means) => withByte(bytes, at, byte),
	'put bytes between': ({ bytes, at, junk }: Means) => [bytes.subarray(0, at), junk, bytes.subarray(at)],
	'put bytes over': ({ bytes, at, junk }: Means) => [bytes.subarray(0, at), junk, bytes.subarray(at + junk.length)],
	'take bytes away': ({ bytes, at, byte }: Means) => [bytes.subarray(0, at), bytes.subarray(at + 1 + byte)],
	'cut the end': ({ bytes, at }: Means) => [bytes.subarray(0, at)],
	'cut the start': ({ bytes, at }: Means) => [bytes.subarray(at + 1)],
	'put bytes after': ({ bytes, junk }: Means) => [bytes, junk, Buffer.of(0)],
	'zeros from there on': ({ bytes, at }: Means) => [bytes.subarray(0, at), Buffer.alloc(bytes.length - at)],
	twice: ({ bytes }: Means) => [bytes, bytes],
	nothing: () => [],
	'another record': ({ others }: Means) => [others],
	'another record from there on': ({ bytes, at, others }: Means) => [bytes.subarray(0, at), others.subarray(at)],
	'another record up to there': ({ bytes, at, others }: Means) => [others.subarray(0, at), bytes.subarray(at)],
	'a session that is not sealed': () => [forged],
	'random bytes': ({ junk }: Means) => [junk],
	'random bytes from there on': ({ bytes, at, junk }: Means) => [
		bytes.subarray(0, at),
		Buffer.alloc(bytes.length, junk),
	],
};

/** Random and mutated bytes. One that changes nothing may be among them. */
export const damages: Arbitrary<Damage> = fc.record({
	change: fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])),
	place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
	byte: fc.nat(255),
	junk: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.uint8Array({ minLength: 200, maxLength: 2000 })),
});

/** The bytes with the damage done. */
export function damaged({ change, place, ...means }: Damage, bytes: Buffer, others: Buffer): Buffer {
	return Buffer.concat(changes[change]({ ...means, bytes, others, at: Math.floor(place * bytes.length) }));
}

function withByte(bytes: Buffer, at: number, byte: number): readonly Uint8Array[] {
	return [bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at + 1)];
}
