import type { Sessions, UntypedData } from 'sojourn';
import type { CookieChange } from '../../model/operations.ts';
import { handleOf, revocationOutcome } from '../../model/perform.ts';
import { makeRequest, type PlannedRequest, type Witness } from '../../model/requests.ts';
import type { Happening, PlannedRevocation } from './happenings.ts';

/** What a visitor does next: a request, after a revocation or without one. */
export interface Turn {
	readonly revocation: PlannedRevocation | null;
	readonly request: PlannedRequest;
}

/** Somebody who makes requests, one after the other, with the cookie of one session. */
export interface Visitor {
	readonly name: string;
	/** Which of the sessions it is. */
	readonly session: number;
	readonly cookie: string | null;
	readonly turns: readonly Turn[];
}

/** Something that happened to one of the sessions. */
export interface VisitHappening extends Happening {
	readonly session: number;
	/** When it happened: nanoseconds by a clock that all processes of the machine share. */
	readonly at: number;
}

/** Milliseconds, at most, between two calls of a request. */
const longestPause = 3;

/** Does what a visitor does, and answers what happened. */
export async function visitAs(visitor: Visitor, sessions: Sessions<UntypedData>): Promise<readonly VisitHappening[]> {
	const { session, name, turns } = visitor;
	const happenings: VisitHappening[] = [];
	const note = (by: string, what: Happening['what']): void => {
		happenings.push({ session, at: Number(process.hrtime.bigint()), by, what });
	};
	const witness: Witness = {
		begin: (by, cookie) => note(by, { is: 'begun', cookie }),
		call: (by, operation) => note(by, { is: 'called', operation }),
		answered: (by, outcome) => note(by, { is: 'answered', outcome }),
		sent: (by, change) => note(by, { is: 'sent', change }),
		end: (by) => note(by, { is: 'over' }),
	};
	let { cookie } = visitor;
	const onSent = (change: CookieChange): void => {
		if (change === 'removed') cookie = null;
		else if (typeof change === 'object') cookie = change.value;
	};

	const revoke = async (by: string, planned: PlannedRevocation): Promise<void> => {
		const { ends, subject } = planned;
		const handle = cookie === null ? null : await handleOf(sessions, cookie);
		note(by, { is: 'revoke', cookie: handle === null ? null : cookie, ...planned });
		const outcome = await revocationOutcome(() =>
			ends === 'own'
				? sessions.revoke(handle ?? '', { subject })
				: sessions.revokeAll(subject, { except: ends === 'all others' ? handle : null }),
		);
		note(by, { is: 'revoked', outcome });
	};

	for (const [index, { revocation, request }] of turns.entries()) {
		if (revocation !== null) await revoke(`${name}-${index}-revokes`, revocation);
		await makeRequest({ sessions, witness, before: pause, onSent }, `${name}-${index}`, cookie, request);
	}
	return happenings;
}

function pause(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, Math.random() * longestPause));
}
