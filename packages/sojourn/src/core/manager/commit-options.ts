import { checkOptions } from '../../contract/check-options.ts';
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
	if (options === undefined) return;
	checkOptions('commit', options, ['discard']);
	if (typeof (options.discard ?? false) !== 'boolean') throw new TypeError('commit: discard must be true or false.');
}
