import { SojournError } from '../contract/errors.ts';

/** The session was ended while this request held it. */
export function sessionEnded(): SojournError {
	return new SojournError(
		'SOJOURN_SESSION_ENDED',
		'The session was ended (destroyed, revoked, regenerated or expired) while this request used it, so nothing more can be stored in it. To sign out and leave a message, call clear(), identify(null) and regenerate() instead of destroy().',
	);
}

/** The answer's headers have left, and the change needs a cookie. */
export function headersSent(): SojournError {
	return new SojournError(
		'SOJOURN_HEADERS_SENT',
		'The headers of the answer have left, so no cookie can be set any more. Change the session before the first byte is written.',
	);
}

/** Something was asked that is not known before the session is read. */
export function notLoaded(property: string): SojournError {
	return new SojournError(
		'SOJOURN_NOT_LOADED',
		`session.${property} is known once something was awaited. Write await session.load() first.`,
	);
}

/** A record is there, the cookie is right, and yet it does not open. */
export function recordUnreadable(cause?: unknown): SojournError {
	return new SojournError(
		'SOJOURN_RECORD_UNREADABLE',
		'The stored session does not open under any of the secrets: it was damaged, or written under a secret that is not in the list. session.destroy() removes it.',
		{ cause },
	);
}

/** The session is larger than it may be. */
export function tooLarge(bytes: number, limit: number, option: string): SojournError {
	return new SojournError(
		'SOJOURN_TOO_LARGE',
		`The session takes ${bytes} bytes; the limit is ${limit} bytes (${option}). Store less, or choose a store with more room.`,
	);
}

/** Something was asked that this kind of session cannot do. */
export function unsupported(what: string, instead: string): SojournError {
	return new SojournError('SOJOURN_UNSUPPORTED', `${what} ${instead}`);
}

/** Whether the fault is a record that does not open. */
export function isUnreadable(error: unknown): boolean {
	return error instanceof SojournError && error.code === 'SOJOURN_RECORD_UNREADABLE';
}

/** Whether the fault is that the session was ended meanwhile. */
export function isSessionEnded(error: unknown): boolean {
	return error instanceof SojournError && error.code === 'SOJOURN_SESSION_ENDED';
}

/** A session opened for reading was to be changed. */
export function readonlySession(): SojournError {
	return unsupported(
		'This session was opened with readonly: true, where no cookie can be set.',
		'Change it in a request whose answer has headers.',
	);
}
