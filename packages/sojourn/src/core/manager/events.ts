/** What a manager tells its listeners. None of it names a session. */
export interface SessionEvents {
	/** A new session was stored. */
	created: undefined;
	/** A session was destroyed, revoked or regenerated. */
	ended: undefined;
	/** Another request had changed the session; the change is applied again. */
	conflict: undefined;
	/** A record under a genuine cookie did not open. */
	unreadable: undefined;
	/** A store call failed. The error's cause is the client's own. */
	storeError: Error;
	/**
	 * A session could not be stored, or a handler threw where the adapter answers for it, and the visitor was answered with
	 * an error. Where nobody listens, it goes to the error output.
	 */
	failed: Error;
	/** Changes were made after the answer had left, and never saved. Told where the end of an answer can be seen: not by `handle`. */
	unsaved: undefined;
}

/** The name of an event. */
export type SessionEventName = keyof SessionEvents;

/** What is called when an event happens. What it throws is thrown to nobody. */
export type SessionEventListener<Name extends SessionEventName> = (detail: SessionEvents[Name]) => void;

const names: readonly SessionEventName[] = [
	'created',
	'ended',
	'conflict',
	'unreadable',
	'storeError',
	'failed',
	'unsaved',
];

type Listeners = { [Name in SessionEventName]?: Set<SessionEventListener<Name>> };

/** The listeners of one manager. */
export class Events {
	readonly #listeners: Listeners = {};

	/** Adds a listener; answers a function that removes it. */
	on<Name extends SessionEventName>(name: Name, listener: SessionEventListener<Name>): () => void {
		if (!names.includes(name)) throw new TypeError(`There is no event ${name}. The events are: ${names.join(', ')}.`);
		if (typeof listener !== 'function') throw new TypeError(`on('${name}', listener) takes a function.`);
		const listeners: Set<SessionEventListener<Name>> = this.#listeners[name] ?? new Set();
		(this.#listeners as Record<Name, Set<SessionEventListener<Name>>>)[name] = listeners;
		listeners.add(listener);
		return () => {
			listeners.delete(listener);
		};
	}

	/** Tells every listener; answers whether there was one. */
	emit<Name extends SessionEventName>(
		name: Name,
		...detail: SessionEvents[Name] extends undefined ? [] : [SessionEvents[Name]]
	): boolean {
		const listeners = this.#listeners[name];
		if (listeners === undefined || listeners.size === 0) return false;
		for (const listener of listeners) {
			try {
				(listener as (detail: unknown) => void)(detail[0]);
			} catch {
				// A listener that fails must not fail the visitor's request.
			}
		}
		return true;
	}
}
