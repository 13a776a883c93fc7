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
		for (let filled = 0; filled < bytes.length; ) {
			if (used === poolLength) {
				globalThis.crypto.getRandomValues(pool);
				used = 0;
			}
			const end = Math.min(poolLength, used + bytes.length - filled);
			bytes.set(pool.subarray(used, end), filled);
			pool.fill(0, used, end);
			filled += end - used;
			used = end;
		}
	};
}
