/**
 * Whether a call to the file system failed with one of these codes, such as `ENOENT`. Under Jest, and wherever else this
 * runs in a context of `node:vm`, the error is no `Error` of ours.
 */
export function failedWith(error: unknown, ...codes: readonly string[]): boolean {
	return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}

/** What the call answers, or undefined where it fails with one of these codes. */
export async function unlessFailedWith<T>(codes: readonly string[], call: Promise<T>): Promise<T | undefined> {
	try {
		return await call;
	} catch (error) {
		if (failedWith(error, ...codes)) return undefined;
		throw error;
	}
}

/**
 * Waits for the removal of what nobody needs any more, and answers whether it is gone. A failure decides nothing: what
 * stays, the next change removes, or the purge.
 */
export async function tidied(removal: Promise<void>): Promise<boolean> {
	try {
		await removal;
		return true;
	} catch {
		return false;
	}
}

/** Waits for all of them, also where one fails, and then fails as the first of those that did. */
export async function allDone(calls: readonly (Promise<void> | null)[]): Promise<void> {
	for (const result of await Promise.allSettled(calls)) if (result.status === 'rejected') throw result.reason;
}
