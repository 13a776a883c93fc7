/** Fills the array with bytes that nobody can foretell. */
export type RandomSource = (bytes: Uint8Array) => void;

const poolLength = 4096;

/**
 * The runtime's cryptographic generator (`crypto.getRandomValues`), asked for 4 KiB at a time, because a call
 * costs far more than the bytes. Each byte is handed out once, and wiped from the pool as it is.
 */
export function createRandomPool(): RandomSource {
	const pool = new Uint8Array(poolLength);
	let used = poolLength;
	return (bytes) => {
		for (let index = 0; index < bytes.length; index += 1) {
			if (used === poolLength) {
				globalThis.crypto.getRandomValues(pool);
				used = 0;
			}
			bytes[index] = pool[used] as number;
			pool[used] = 0;
			used += 1;
		}
	};
}
