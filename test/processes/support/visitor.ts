import type { Sessions, UntypedData } from 'sojourn';
import type { CookieChange, Operation, Outcome } from '../../model/operations.ts';
import { makeRequest, type PlannedRequest, type Witness } from '../../model/requests.ts';

/** Somebody who makes requests, one after the other, with the cookie of one session. */
export interface Visitor {
	readonly name: string;
	/** Which of the sessions it is. */
	readonly session: number;
	readonly cookie: string | null;
	readonly requests: readonly PlannedRequest[];
}

/** Something that happened, and when: nanoseconds by a clock that all processes of the machine share. */
export interface VisitEvent {
	readonly session: number;
	readonly at: number;
	readonly request: string;
	readonly what:
		| { readonly is: 'begin'; readonly cookie: string | null }
		| { readonly is: 'call'; readonly operation: Operation }
		| { readonly is: 'answered'; readonly outcome: Outcome }
		| { readonly is: 'sent'; readonly change: CookieChange }
		| { readonly is: 'end' };
}

/** Milliseconds, at most, between two calls of a request. */
const longestPause = 3;

/** Makes a visitor's requests, and answers what happened. */
export async function visitAs(visitor: Visitor, sessions: Sessions<UntypedData>): Promise<readonly VisitEvent[]> {
	const events: VisitEvent[] = [];
	const note = (request: string, what: VisitEvent['what']): void => {
		events.push({ session: visitor.session, at: Number(process.hrtime.bigint()), request, what });
	};
	const witness: Witness = {
		begin: (request, cookie) => note(request, { is: 'begin', cookie }),
		call: (request, operation) => note(request, { is: 'call', operation }),
		answered: (request, outcome) => note(request, { is: 'answered', outcome }),
		sent: (request, change) => note(request, { is: 'sent', change }),
		end: (request) => note(request, { is: 'end' }),
	};
	let { cookie } = visitor;
	for (const [index, request] of visitor.requests.entries()) {
		const course = {
			sessions,
			witness,
			before: () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * longestPause)),
			onSent(change: CookieChange): void {
				if (change === 'removed') cookie = null;
				else if (typeof change === 'object') cookie = change.value;
			},
		};
		await makeRequest(course, `${visitor.name}-${index}`, cookie, request);
	}
	return events;
}

/** Tells a witness what happened. */
export function retell({ request, what }: VisitEvent, witness: Witness): void {
	if (what.is === 'begin') witness.begin(request, what.cookie);
	else if (what.is === 'call') witness.call(request, what.operation);
	else if (what.is === 'answered') witness.answered(request, what.outcome);
	else if (what.is === 'sent') witness.sent(request, what.change);
	else witness.end(request);
}
