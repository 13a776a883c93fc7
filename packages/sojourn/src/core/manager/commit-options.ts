import type { AnswerHeaders } from '../http/answer-headers.ts';

/** How a session is committed. */
export interface CommitOptions {
	/** The handler threw: nothing that was pending is stored. What `update` stored, and a flash that was taken, stays so. Default false. */
	readonly discard?: boolean;
}

/** Refuses what a commit cannot use, before anything is stored. */
export function checkCommit(headers: AnswerHeaders, options: CommitOptions | undefined): void {
	if (typeof headers?.append !== 'function') {
		throw new TypeError('commit takes the headers of the answer: sessions.commit(session, response.headers).');
	}
	for (const name in options) {
		if (name !== 'discard') throw new TypeError(`commit has no option ${name}. There is one: discard.`);
	}
}
