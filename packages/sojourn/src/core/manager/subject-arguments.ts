import { isSubject } from '../session/values.ts';

/** The id of the session that `revokeAll` leaves, or null. Throws a TypeError for other options. */
export function exceptOf(options: unknown): string | null {
	if (options === undefined) return null;
	const isObject = typeof options === 'object' && options !== null;
	const except: unknown = isObject && 'except' in options ? options.except : undefined;
	if (isObject && Object.keys(options).every((name) => name === 'except')) {
		if (except === undefined || except === null) return null;
		if (typeof except === 'string') return except;
	}
	throw new TypeError('revokeAll takes { except } beside the subject, such as { except: session.id }.');
}

/** A subject, as it was passed. Throws a TypeError for what is none. */
export function subjectOf(subject: unknown): string {
	if (isSubject(subject)) return subject;
	throw new TypeError(
		'A subject is the text that identify was given, such as sessions.list(String(user.id)) or revoke(id, { subject: String(user.id) }).',
	);
}
