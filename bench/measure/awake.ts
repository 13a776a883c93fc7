import { type FileHandle, open } from 'node:fs/promises';

/** Whoever holds it open and has written a latency limits how deeply the cores may sleep (Linux, PM QoS). */
const limit = '/dev/cpu_dma_latency';

/** Cores that do not fall asleep between two answers. */
export interface Awake extends AsyncDisposable {
	/** How it is with them, for the page. */
	readonly how: string;
}

/**
 * Keeps the cores awake until it is disposed of. The load sleeps between two answers of a server that is slower than it.
 * On a virtual machine each answer then wakes a core that has gone to sleep, which costs as much as the request itself
 * and is counted to the server, and the more so the slower it is. It takes the rights of root.
 */
export async function keepAwake(): Promise<Awake> {
	let handle: FileHandle;
	try {
		handle = await open(limit, 'r+');
		await handle.write(new Uint8Array(new Int32Array([0]).buffer));
	} catch {
		return { how: 'cores that may sleep', async [Symbol.asyncDispose]() {} };
	}
	return { how: 'cores kept awake', [Symbol.asyncDispose]: () => handle.close() };
}
