import type { AnySessions } from '../core/manager/sessions.ts';
import type { AnySession } from '../core/session/session.ts';

/** A session of which something was asked, and its manager. Of a class: after a burst V8 may make literals old from the start, and what they refer to with them. */
export class UsedSession {
	readonly sessions: AnySessions;
	readonly session: AnySession;

	constructor(sessions: AnySessions, session: AnySession) {
		this.sessions = sessions;
		this.session = session;
	}
}
