import { type MaybePromise, promised } from '../../promises/maybe-promise.ts';
import { notLoaded } from '../faults.ts';
import { Handlers } from '../fetch/handlers.ts';
import type { Exchange } from '../http/exchange.ts';
import { type OpenOptions, openedOtherwise } from '../http/open-options.ts';
import type { ManagerContext } from '../manager/manager-context.ts';
import { idleLimitOf, type MaxAge } from '../options/settings.ts';
import { Life } from './life.ts';
import { refuseCallbacks } from './refused-callbacks.ts';
import { refusedProperties } from './refused-properties.ts';
import type { DefaultData } from './session-data.ts';
import { checkKey, decodeFound, decodeValue, encodeChecked, encodeCheckedAtOnce, isSubject } from './values.ts';

/** Keys that a session of this type may have. By way of `Pick`, the compiler names them in its errors. */
export type KeyOf<Data> = keyof Pick<Data, keyof Data & string>;

/**
 * The memory a server keeps of one visitor, during one request. Nothing is read before something is asked, and
 * nothing stored before the answer, unless a method says otherwise. Every method may throw
 * `SOJOURN_STORE_UNAVAILABLE`; those that change something throw `SOJOURN_SESSION_ENDED` when the session was ended
 * meanwhile, here or by another request, and `SOJOURN_HEADERS_SENT` when the change needs a cookie and the headers
 * have left.
 */
export class Session<Data = DefaultData> {
	readonly #context: ManagerContext;
	readonly #exchange: Exchange;
	/** Whoever wants to know when something is first asked; nobody any more once it was. */
	#onUse: ((session: AnySession) => void) | null;
	#life: Life | null = null;
	/** Those that the manager has begun; none where an adapter commits. */
	#handlers: Handlers | null = null;

	/** Sessions are made by a manager: `sessions.open(request)`. */
	constructor(context: ManagerContext, exchange: Exchange, { onUse }: OpenOptions) {
		this.#context = context;
		this.#exchange = exchange;
		this.#onUse = onUse ?? null;
		Object.preventExtensions(this);
	}

	/** The value under a key, as the caller's own copy; null when there is none. A flash message is taken by it. */
	get<Key extends KeyOf<Data>>(key: Key): Promise<Data[Key] | null> {
		return promised(() => {
			checkKey(key);
			return decodeFound(this.#context.settings, this.#living().get(key)) as MaybePromise<Data[Key] | null>;
		});
	}

	/**
	 * Puts a value under a key. It is encoded at once.
	 *
	 * @throws SojournError `SOJOURN_VALUE_UNSUPPORTED` with the path to what cannot be stored; `SOJOURN_TOO_LARGE`
	 */
	set<Key extends KeyOf<Data>>(key: Key, value: Data[Key]): Promise<void> {
		return promised(() => this.#put(key, value, false));
	}

	/** Whether there is a value under a key. Takes no flash message. */
	async has(key: KeyOf<Data>): Promise<boolean> {
		checkKey(key);
		const life = this.#living();
		return life.look(() => life.peek(key) !== null);
	}

	/** Removes the value under a key. */
	async delete(key: KeyOf<Data>): Promise<void> {
		checkKey(key);
		await this.#living().delete(key);
	}

	/**
	 * Puts a value under a key for whoever gets it first: one request, in which it stays readable to its end.
	 *
	 * @throws SojournError `SOJOURN_VALUE_UNSUPPORTED`, `SOJOURN_TOO_LARGE`
	 */
	flash<Key extends KeyOf<Data>>(key: Key, value: Data[Key]): Promise<void> {
		return promised(() => this.#put(key, value, true));
	}

	/**
	 * Changes the value under a key in one step, also between processes: `change` is given the newest value (null when
	 * there is none), and runs again whenever another request was faster, so it must be pure and synchronous. Stored
	 * when it returns, also if the handler throws afterwards, and under the id that the session has then: `save()` comes
	 * first where it is to move. Answers the new value.
	 *
	 * @throws SojournError `SOJOURN_CONFLICT` when other requests were faster until the deadline;
	 * `SOJOURN_VALUE_UNSUPPORTED`, `SOJOURN_TOO_LARGE` as for `set`
	 * @throws TypeError when the key's schema is asynchronous
	 */
	async update<Key extends KeyOf<Data>>(key: Key, change: (value: Data[Key] | null) => Data[Key]): Promise<Data[Key]> {
		checkKey(key);
		if (typeof change !== 'function')
			throw new TypeError("update takes a function: session.update('count', (count) => (count ?? 0) + 1).");
		const { settings } = this.#context;
		const entry = await this.#living().update(key, (standing) =>
			encodeCheckedAtOnce(settings, key, change(decodeValue(settings, standing) as Data[Key] | null)),
		);
		return decodeValue(settings, entry) as Data[Key];
	}

	/** The keys that have a value. Takes no flash message. */
	async keys(): Promise<KeyOf<Data>[]> {
		const life = this.#living();
		return life.look(() => [...life.entries().keys()] as KeyOf<Data>[]);
	}

	/** Every key and its value, without flash messages that this request has not taken. */
	async all(): Promise<Partial<Data>> {
		const life = this.#living();
		return life.look(() => {
			const all: [string, unknown][] = [];
			for (const [key, entry] of life.entries()) {
				if (!entry.flash || life.hasTaken(key)) all.push([key, decodeValue(this.#context.settings, entry)]);
			}
			return Object.fromEntries(all) as Partial<Data>;
		});
	}

	/** Removes every value. The session itself, its id and its subject stay. */
	async clear(): Promise<void> {
		await this.#living().clear();
	}

	/** Reads the session, so that `id`, `isNew`, `createdAt` and `expiresAt` can be asked. */
	async load(): Promise<void> {
		await this.#living().load();
	}

	/** Reads the session again, for long-lived connections. Changes that are not stored yet stay on top. */
	async reload(): Promise<void> {
		await this.#living().reload();
	}

	/** Stores what was changed now, for streams and sockets, where there is no later. Does nothing the second time. */
	async save(): Promise<void> {
		// On Bun a socket opens before the handler that let it has returned, and said that no cookie can leave.
		await null;
		await this.#living().save();
	}

	/**
	 * Moves the session to a new id with the answer; what it holds stays, and the old id is dead (OWASP Session
	 * Management, "Renew the Session ID After Any Privilege Level Change").
	 */
	async regenerate(): Promise<void> {
		await this.#living().regenerate();
	}

	/**
	 * Ends the session now, on the server and, with the answer, in the browser. One that cannot be read is removed
	 * (OWASP Session Management, "Logout Button").
	 */
	async destroy(): Promise<void> {
		await this.#living().destroy();
	}

	/** Starts the idle limit anew with the answer, without waiting until a renewal is due. */
	async touch(): Promise<void> {
		await this.#living().touch();
	}

	/**
	 * Gives this session an idle limit of its own ("remember me"), which renewals and `regenerate` keep.
	 *
	 * @param maxAge seconds; or `'browser'` for the manager's `maxAge` and a cookie that goes when the browser is closed
	 * @throws TypeError for what is no positive number of seconds, or is longer than the option `absoluteMaxAge`
	 */
	async setMaxAge(maxAge: MaxAge): Promise<void> {
		const seconds = idleLimitOf(maxAge, this.#context.settings.limits);
		await this.#living().setIdleLimit(seconds, maxAge === 'browser');
	}

	/**
	 * Says whose session it is, or with null that it is nobody's. Regenerates when that changes. `list`, `revoke` and
	 * `revokeAll` find it by that.
	 *
	 * @param subject what never changes about the user, such as a number as text; stored as a keyed hash
	 * @throws TypeError for what is no text, or empty, or has half of a surrogate pair
	 */
	async identify(subject: string | null): Promise<void> {
		if (subject !== null && !isSubject(subject)) {
			throw new TypeError('identify takes the name of a subject, such as session.identify(String(user.id)), or null.');
		}
		await this.#living().identify(subject);
	}

	/**
	 * A public handle of the session, of no use as a cookie; null for a visitor without a session. It belongs to what is
	 * stored: to have that of a new session, or of the new id after `regenerate` or `identify`, call `save` first. Throws
	 * `SOJOURN_NOT_LOADED` before anything was awaited.
	 */
	get id(): string | null {
		return this.#loadedLife('id').handle;
	}

	/** Whether the session began in this request, or has not begun. Throws `SOJOURN_NOT_LOADED` before anything was awaited. */
	get isNew(): boolean {
		return this.#loadedLife('isNew').isNew;
	}

	/** Whose session it is, as `identify` was told, or null. Throws `SOJOURN_NOT_LOADED` before anything was awaited. */
	get subject(): string | null {
		return this.#loadedLife('subject').subject;
	}

	/** When the session began; null for a visitor without one. Throws `SOJOURN_NOT_LOADED` before anything was awaited. */
	get createdAt(): Date | null {
		return dateOf(this.#loadedLife('createdAt').createdAt);
	}

	/** When the session ends if it is not used again; null for a visitor without one. Throws `SOJOURN_NOT_LOADED` before anything was awaited. */
	get expiresAt(): Date | null {
		return dateOf(this.#loadedLife('expiresAt').expiresAt);
	}

	#put(key: string, value: unknown, flash: boolean): MaybePromise<void> {
		checkKey(key);
		const entry = encodeChecked(this.#context.settings, key, value, flash);
		return this.#living().put(key, entry);
	}

	#living(): Life {
		this.#life ??= this.#begin();
		return this.#life;
	}

	#begin(): Life {
		const onUse = this.#onUse;
		this.#onUse = null;
		onUse?.(this);
		return new Life(this.#context, this.#exchange);
	}

	#tellToo(onUse: (session: AnySession) => void): void {
		const before = this.#onUse;
		this.#onUse = (session) => {
			before?.(session);
			onUse(session);
		};
	}

	#loadedLife(property: string): Life {
		if (this.#life?.isLoaded) return this.#life;
		throw notLoaded(property);
	}

	/** The life behind a session; null while nothing was asked of it. For the manager alone. */
	static lifeOf(session: AnySession): Life | null {
		if (!(#life in session)) {
			throw new TypeError('A manager takes sessions that it has opened, not those of another copy of sojourn.');
		}
		return session.#life;
	}

	/** Whether it was opened with this request, and not with one that this one is a copy of. For the manager alone. */
	static isOf(session: AnySession, request: object): boolean {
		return session.#exchange.source === request;
	}

	/** Takes what a later `open` of the same request brings. For the manager alone. */
	static openAgain(session: AnySession, { readonly, secure, onUse }: OpenOptions): void {
		if (readonly !== undefined && readonly !== session.#exchange.readonly) throw openedOtherwise('readonly');
		if (secure !== undefined && secure !== session.#exchange.secure) throw openedOtherwise('secure');
		if (onUse === undefined) return;
		if (session.#life === null) session.#tellToo(onUse);
		else onUse(session);
	}

	/** The handlers that answer its request. For the manager alone. */
	static handlersOf(session: AnySession): Handlers {
		session.#handlers ??= new Handlers();
		return session.#handlers;
	}

	/** Whether one of them is at work. For the manager alone. */
	static isBeingAnswered(session: AnySession): boolean {
		return session.#handlers?.areAtWork ?? false;
	}

	/** Says that another answer is made, to which cookies can be added. For the manager alone. */
	static expectHeaders(session: AnySession): void {
		session.#exchange.headersSent = false;
	}

	/** Says that no cookie can be set any more. For the manager alone. */
	static markHeadersSent(session: AnySession): void {
		session.#exchange.headersSent = true;
	}
}

refuseCallbacks(Session.prototype, ['save', 'reload', 'regenerate', 'destroy']);
Object.setPrototypeOf(Session.prototype, refusedProperties);

/** A session of whatever type. */
// biome-ignore lint/suspicious/noExplicitAny: the type parameter stands in parameters and results, so no other type fits all
export type AnySession = Session<any>;

function dateOf(milliseconds: number | null): Date | null {
	return milliseconds === null ? null : new Date(milliseconds);
}
