import { checkOptions } from '../../contract/check-options.ts';
import { isSubject } from '../session/values.ts';

/** The id of the session that `revokeAll` leaves, or null. Throws a TypeError for other options. */
export function exceptOf(options: { readonly except?: unknown } | undefined): string | null {
	if (options === undefined) return null;
	checkOptions('revokeAll', options, ['except']);
	const { except = null } = options;
	if (except === null || typeof except === 'string') return except;
	throw new TypeError('revokeAll: except must be the id of a session, such as { except: session.id }.');
}

/** A subject, as it was passed. Throws a TypeError for what is none. */
export function subjectOf(subject: unknown): string {
	if (isSubject(subject)) return subject;
	throw new TypeError(
		'A subject is the text that identify was given, such as sessions.list(String(user.id)) or revoke(id, { subject: String(user.id) }).',
	);
}
