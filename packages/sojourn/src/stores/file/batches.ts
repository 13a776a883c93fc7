/** How many records are looked at together: enough to keep the threads of the file system busy, few open files. */
export const batchSize = 16;

/** Cuts a list into the pieces that are worked on together. */
export function* batchesOf<T>(items: readonly T[]): Generator<readonly T[]> {
	for (let start = 0; start < items.length; start += batchSize) yield items.slice(start, start + batchSize);
}
