import type { Session, Sessions, UntypedData } from 'sojourn';
import { type CookieChange, describe, type Operation, type Outcome } from './operations.ts';
import { cookieChangeOf, cookieHeader, outcomeOf } from './perform.ts';

/** A call of a request, before it is known whose it is. */
export type PlannedCall =
	| { readonly do: 'get' | 'has' | 'delete' | 'set' | 'flash' | 'update'; readonly key: string }
	| { readonly do: 'clear' | 'touch' | 'save' | 'reload' | 'regenerate' | 'destroy' | 'send' }
	| { readonly do: 'identify'; readonly subject: string | null };

/** One request of a client. */
export interface PlannedRequest {
	/** Milliseconds that pass before it. */
	readonly pause: number;
	readonly calls: readonly PlannedCall[];
	/** The handler goes on when it is told that the session was ended. */
	readonly goesOn: boolean;
	/** The handler throws at its end. */
	readonly throws: boolean;
}

/** Sees what a request does and what it is answered. */
export interface Witness {
	begin(request: string, cookie: string | null): void;
	call(request: string, operation: Operation): void;
	answered(request: string, outcome: Outcome): void;
	sent(request: string, change: CookieChange): void;
	end(request: string): void;
}

/** What a request is made with. */
export interface Course {
	readonly sessions: Sessions<UntypedData>;
	readonly witness: Witness;
	/** Waits before each call. */
	before(event: string): Promise<void>;
	/** The headers of the answer leave. */
	onSent(change: CookieChange, session: Session<UntypedData>): void;
}

/** Makes a request, as a framework would with a handler that makes these calls. */
export async function makeRequest(
	course: Course,
	name: string,
	cookie: string | null,
	{ calls, goesOn, throws }: PlannedRequest,
): Promise<void> {
	const { sessions, witness } = course;
	const session = sessions.open(cookieHeader(cookie));
	const headers = new Headers();
	let isSent = false;

	const act = async (operation: Operation): Promise<Outcome> => {
		await course.before(`${name} calls ${describe(operation)}`);
		witness.call(name, operation);
		const outcome = await outcomeOf(sessions, session, operation, headers);
		witness.answered(name, outcome);
		if (outcome.is === 'done' && (operation.do === 'send' || operation.do === 'commit')) {
			isSent = true;
			const change = cookieChangeOf(headers);
			witness.sent(name, change);
			course.onSent(change, session);
		}
		return outcome;
	};
	const actAll = async (): Promise<void> => {
		for (const [index, call] of calls.entries()) {
			if (call.do === 'send' && isSent) continue;
			const outcome = await act(operationOf(call, `${name}.${index}`));
			if (outcome.is === 'failed' || (outcome.is !== 'done' && !goesOn)) return;
		}
		if (!throws) await act({ do: isSent ? 'save' : 'commit' });
	};

	witness.begin(name, cookie);
	await actAll();
	witness.end(name);
}

function operationOf(call: PlannedCall, mark: string): Operation {
	if (call.do === 'set' || call.do === 'flash') return { do: call.do, key: call.key, text: mark };
	if (call.do === 'update') return { do: 'update', key: call.key, mark };
	return call as Operation;
}
