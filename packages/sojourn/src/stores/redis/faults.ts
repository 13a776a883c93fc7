import { SojournError } from '../../core/errors.ts';

/** The word with which Redis begins its error when a key holds something of another type; our scripts too, when it holds no record. */
export const wrongType = 'WRONGTYPE';

/** What is said of a key that holds something else than it should; the cause is Redis's own error. */
export type Complaint = (cause?: unknown) => SojournError;

/** The key of a record holds something else. Only the one visitor whose id it is made from ever gets there. */
export const unreadableRecord: Complaint = (cause) =>
	new SojournError(
		'SOJOURN_RECORD_UNREADABLE',
		'The key of the session holds no record, or one of a newer version. session.destroy() removes it.',
		{ cause },
	);

/** The key of an index holds something else. */
export const foreignIndex: Complaint = (cause) =>
	new SojournError(
		'SOJOURN_STORE_SCHEMA',
		'A key with the prefix of the Redis store holds no index, or one of a newer version. It was left alone. Choose another prefix.',
		{ cause },
	);

/** The answer, or null where the record cannot be read: whoever goes through many passes it over. */
export async function unlessUnreadable<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof SojournError && error.code === 'SOJOURN_RECORD_UNREADABLE') return null;
		throw error;
	}
}

/** Whether an error of a client is Redis's own, and begins or continues with this word. Clients pass Redis's words on as they are. */
export function isErrorReply(error: unknown, word: string): boolean {
	return error instanceof Error && error.message.includes(word);
}
