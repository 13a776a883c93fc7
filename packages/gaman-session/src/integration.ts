import { type AnswerHeaders, type Session, type Sessions, statusOfFailure } from 'sojourn';
import { answerHeaders, keepOthersOut } from './answer.ts';
import type { Connection } from './drivers.ts';
import { type GamanAnswer, type GamanContext, rawAnswerOf, type SessionIntegration } from './gaman.ts';

/** The hooks of one application. GamanJS waits for `onRequest` and `onResponse`, and for none of the others. */
export function sessionIntegration(sessions: Sessions, connection: Connection | null): SessionIntegration {
	/** Sessions whose answer is leaving: what is changed from now on would have to be saved. */
	const committed = new WeakSet<Session>();
	/** The names of the session's cookie and of its pieces, as they were written so far. */
	const names = new Set<string>();
	/** Contexts, and whether their answer was given cookies of the session. */
	const given = new WeakMap<GamanContext, boolean>();
	const watch = (context: GamanContext): void => {
		if (given.has(context)) return;
		given.set(context, false);
		keepOthersOut(rawAnswerOf(context), names, () => given.get(context) === true);
	};
	const headersOf = (context: GamanContext, { headers }: GamanAnswer): AnswerHeaders => {
		const { cookies, request } = context;
		const onCookie = () => given.set(context, true);
		return answerHeaders({ cookies, headers, overriding: request.headers, names, onCookie });
	};
	let closed = false;
	const close = async (): Promise<void> => {
		closed = true;
		await sessions.close();
		connection?.close();
	};
	return {
		name: 'session',
		// Before whatever may use the session, and so that no other's onResponse ends the round first.
		priority: 'very-high',

		onLoad() {
			connection?.open().catch((error: unknown) => {
				if (!closed) sessions.report(error);
			});
		},

		onRequest(context) {
			watch(context);
			context.session = sessions.open(context.request, {
				onUse: (session) => {
					rawAnswerOf(context).once('close', () => {
						if (committed.has(session)) sessions.finish(session);
					});
				},
			});
			context.sessions = sessions;
			return undefined;
		},

		/** Called again with another response when something throws after it, and ends the process if it throws itself. */
		async onResponse<Answer>(context: GamanContext, response: Answer & GamanAnswer): Promise<Answer> {
			const { session } = context;
			const unchanged = undefined as Answer;
			watch(context);
			// A block or an integration of the same priority may have answered before the session was there.
			if (session === undefined) return unchanged;
			try {
				if (sessions.isTouched(session)) {
					await sessions.commit(session, headersOf(context, response));
				} else sessions.headersSent(session);
				committed.add(session);
				return unchanged;
			} catch (error) {
				committed.delete(session);
				sessions.report(error);
				const failure = failedAnswer(response, error);
				const headers = headersOf(context, failure);
				headers.set('cache-control', 'no-store');
				// What was stored before, under a new id perhaps, must not lose its cookie. A second failure was an event already.
				await sessions.commit(session, headers, { discard: true }).catch(() => {});
				return failure;
			}
		},

		onListen(server) {
			server?.once('close', () => {
				close().catch((error: unknown) => sessions.report(error));
			});
		},
	};
}

/** The one way to make a failure visible: 409 when others ended or changed the session meanwhile, else 500. */
function failedAnswer<Answer extends object>(response: Answer, error: unknown): Answer {
	return new (frameworkClass(response))(undefined, { status: statusOfFailure(error) });
}

type AnswerClass<Answer> = new (body: undefined, options: { readonly status: number }) => Answer;

/** The framework's own class: an application's, derived from it, may be constructed in another way. */
function frameworkClass<Answer extends object>(response: Answer): AnswerClass<Answer> {
	let prototype = Object.getPrototypeOf(response);
	for (let above = prototype; above !== Object.prototype; above = Object.getPrototypeOf(above)) prototype = above;
	return prototype.constructor;
}
