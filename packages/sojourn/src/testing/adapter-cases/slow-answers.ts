/** Lets some milliseconds pass. */
export function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A body that comes piece by piece. */
export async function* pieces(texts: readonly string[]): AsyncGenerator<string> {
	for (const text of texts) {
		await pause(0);
		yield text;
	}
}
