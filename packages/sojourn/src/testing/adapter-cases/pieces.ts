import { pause } from '../pause.ts';

/** A body that comes piece by piece. */
export async function* pieces(texts: readonly string[]): AsyncGenerator<string> {
	for (const text of texts) {
		await pause(0);
		yield text;
	}
}
