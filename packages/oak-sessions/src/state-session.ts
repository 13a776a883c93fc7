import type { DefaultData, KeyOf, Session } from 'sojourn';
import type { BegunChanges } from './begun-changes.ts';

/**
 * A visitor's session at `ctx.state.session`, as releases 4 to 9 of oak_sessions have it. Its changes need not be waited
 * for: what is asked afterwards waits for them, and so does the answer, which fails where one of them failed. `ctx.session`
 * is the same session with all that it can do.
 */
export class StateSession<Data = DefaultData> {
	readonly #session: Session<Data>;
	readonly #changes: BegunChanges;

	/** Made by the middleware. */
	constructor(session: Session<Data>, changes: BegunChanges) {
		this.#session = session;
		this.#changes = changes;
		// A value put on the object itself would be lost without a word.
		Object.preventExtensions(this);
	}

	/** The value under a key, as the caller's own copy; null when there is none. A flash message is taken by it. */
	async get<Key extends KeyOf<Data>>(key: Key): Promise<Data[Key] | null> {
		await this.#changes.end();
		return this.#session.get(key);
	}

	/** Whether there is a value under a key. Takes no flash message. */
	async has(key: KeyOf<Data>): Promise<boolean> {
		await this.#changes.end();
		return this.#session.has(key);
	}

	/**
	 * Puts a value under a key; null or undefined removes what is there.
	 *
	 * @throws SojournError `SOJOURN_VALUE_UNSUPPORTED` with the path to what cannot be stored; `SOJOURN_TOO_LARGE`
	 */
	set<Key extends KeyOf<Data>>(key: Key, value: Data[Key] | null | undefined): Promise<void> {
		const isValue = value !== null && value !== undefined;
		return this.#changes.add(isValue ? this.#session.set(key, value) : this.#session.delete(key));
	}

	/**
	 * Puts a value under a key for whoever gets it first: one request, in which it stays readable to its end.
	 *
	 * @throws SojournError `SOJOURN_VALUE_UNSUPPORTED`, `SOJOURN_TOO_LARGE`
	 */
	flash<Key extends KeyOf<Data>>(key: Key, value: Data[Key]): Promise<void> {
		return this.#changes.add(this.#session.flash(key, value));
	}

	/**
	 * Ends the session, on the server now and in the browser with the answer.
	 *
	 * @throws SojournError `SOJOURN_SESSION_ENDED` when it goes on under another id
	 */
	deleteSession(): Promise<void> {
		return this.#changes.add(this.#changes.end().then(() => this.#session.destroy()));
	}
}
