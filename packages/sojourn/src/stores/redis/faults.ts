import { SojournError } from '../../core/errors.ts';

/** What a script answers as an error when its key holds text that is not ours. */
export const foreignMark = 'SOJOURN_FOREIGN';

/** A key of our name holds something else. */
export function foreignValue(cause?: unknown): SojournError {
	return new SojournError(
		'SOJOURN_STORE_SCHEMA',
		'A key with the prefix of the Redis store holds no session of this library, or one of a newer version. It was left alone. Choose another prefix (the option prefix).',
		{ cause },
	);
}

/** The answer, or null where the key holds something else: whoever goes through many keys passes it over. */
export async function unlessForeign<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof SojournError && error.code === 'SOJOURN_STORE_SCHEMA') return null;
		throw error;
	}
}

/** Whether an error of a client is Redis's own, and begins or continues with this word. Clients pass Redis's words on as they are. */
export function isErrorReply(error: unknown, word: string): boolean {
	return error instanceof Error && error.message.includes(word);
}
