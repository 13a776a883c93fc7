import type { CookieChange, Operation, Outcome, Revocation, Sight } from '../../model/operations.ts';
import { Oracle } from '../../model/oracle.ts';
import { Violation } from '../../model/worlds.ts';
import { absoluteMaxAge, maxAge } from '../support/server-manager.ts';

/** What ends sessions from outside, while others use them. */
export interface PlannedRevocation {
	/** The visitor's own session if it is the subject's, all of the subject's, or all but the visitor's own. */
	readonly ends: 'own' | 'all' | 'all others';
	readonly subject: string;
}

/** Something that happened to a session. */
export interface Happening {
	/** The request, the revocation, or whatever else it was that brought it about: each has a name of its own. */
	readonly by: string;
	readonly what:
		| { readonly is: 'begun'; readonly cookie: string | null }
		| { readonly is: 'called'; readonly operation: Operation }
		| { readonly is: 'answered'; readonly outcome: Outcome }
		| { readonly is: 'sent'; readonly change: CookieChange }
		| { readonly is: 'over' }
		/** Sessions are to be ended from outside, by a visitor with this cookie. */
		| ({ readonly is: 'revoke'; readonly cookie: string | null } & PlannedRevocation)
		| { readonly is: 'revoked'; readonly outcome: Outcome }
		| { readonly is: 'time passed'; readonly milliseconds: number }
		/** Nothing was under way: what was found with each cookie, and how many sessions were listed of each subject. */
		| {
				readonly is: 'looked on';
				readonly found: readonly { readonly cookie: string; readonly sight: Sight | null }[];
				readonly listed: Readonly<Record<string, number>>;
		  };
}

/** A model of one session and those that follow it, to which nothing has happened yet. */
export function newOracle(): Oracle {
	return new Oracle('in a store', { idle: maxAge * 1000, absolute: absoluteMaxAge * 1000 }, 0);
}

/**
 * Tells the model what happened.
 *
 * @throws Violation when that cannot have happened by the rules
 */
export function tell({ by, what }: Happening, oracle: Oracle): void {
	if ('outcome' in what && what.outcome.is === 'failed') throw new Violation(`No call fails: ${what.outcome.because}`);
	if (what.is === 'begun') oracle.begin(by, what.cookie);
	else if (what.is === 'called') oracle.call(by, what.operation);
	else if (what.is === 'answered') oracle.answered(by, what.outcome);
	else if (what.is === 'sent') oracle.sent(by, what.change);
	else if (what.is === 'over') oracle.end(by);
	else if (what.is === 'revoke') oracle.revoke(by, revocationOf(what, oracle));
	else if (what.is === 'revoked') oracle.revoked(by, what.outcome);
	else if (what.is === 'time passed') oracle.pass(what.milliseconds);
	else look(what, oracle);
}

function revocationOf({ ends, subject, cookie }: Happening['what'] & { is: 'revoke' }, oracle: Oracle): Revocation {
	const token = cookie === null ? null : oracle.tokenOf(cookie);
	if (ends === 'own') return { do: 'revoke', subject, token: token ?? '' };
	return { do: 'revokeAll', subject, except: ends === 'all others' ? token : null };
}

function look({ found, listed }: Happening['what'] & { is: 'looked on' }, oracle: Oracle): void {
	oracle.observe(new Map(found.map(({ cookie, sight }) => [oracle.tokenOf(cookie) ?? cookie, sight])));
	for (const [subject, count] of Object.entries(listed)) oracle.listed(subject, count);
	oracle.forgetMoved();
}
