import { SojournError } from '../../contract/errors.ts';

/** What a script answers as an error when its key holds a text that is no record. */
export const unreadableMark = 'SOJOURN_UNREADABLE';

/** The key of a record holds a text that is none. Only the one visitor whose id it is made from ever gets there. */
export function unreadableRecord(cause?: unknown): SojournError {
	return new SojournError(
		'SOJOURN_RECORD_UNREADABLE',
		'The key of the session holds no record, or one of a newer version. session.destroy() removes it.',
		{ cause },
	);
}

/** A key holds what no store of ours puts there. */
function foreignKey(cause: unknown): SojournError {
	return new SojournError(
		'SOJOURN_STORE_SCHEMA',
		'A key with the prefix of the Redis store holds something that is not ours. It was left alone. Choose another prefix.',
		{ cause },
	);
}

/** What is thrown for an error of a client: it itself, unless Redis says with it what the key holds. */
export function faultOf(error: unknown): unknown {
	if (isErrorReply(error, unreadableMark)) return unreadableRecord(error);
	return isErrorReply(error, 'WRONGTYPE') ? foreignKey(error) : error;
}

const passedOver: readonly string[] = ['SOJOURN_RECORD_UNREADABLE', 'SOJOURN_STORE_SCHEMA'];

/** The answer, or null where the key holds no record of ours: whoever goes through many passes it over. */
export async function unlessUnreadable<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof SojournError && passedOver.includes(error.code)) return null;
		throw error;
	}
}

/**
 * Whether an error of a client is Redis's own, and begins or continues with this word. Clients pass Redis's words on as
 * they are. A client of another realm than ours throws no `Error` of ours.
 */
export function isErrorReply(error: unknown, word: string): boolean {
	if (typeof error !== 'object' || error === null || !('message' in error)) return false;
	return String(error.message).includes(word);
}
