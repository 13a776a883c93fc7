import { type CookieCandidate, cookieCandidates } from '../cookie/read.ts';
import type { SessionCookie } from '../cookie/session-cookie.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { andThen } from '../crypto/maybe-promise.ts';
import type { Opened } from '../crypto/opened.ts';
import type { Budget } from './budget.ts';
import type { CookiePolicies } from './cookie-policies.ts';
import type { Events } from './events.ts';
import { sessionEnded, tooLarge } from './faults.ts';
import type { Draft, Keeper, RequestCookies } from './keeper.ts';
import { decodeState, encodeState } from './layout.ts';
import { hasExpired, renewedAt } from './limits.ts';
import type { Revocations, Verdict } from './revocations.ts';
import type { SessionSnapshot, StateChange } from './session-snapshot.ts';
import type { Settings } from './settings.ts';
import type { SessionState } from './state.ts';
import type { MaybePromise } from './store.ts';

/** What stands before the state: the number of cookies the session is split over, and its id (docs/formats.md). */
const pieceBytes = 1;
const idBytes = 32;
const headBytes = pieceBytes + idBytes;

/** Keeps sessions in the visitor's own cookies: what changes a session is done when the answer is sealed. */
export class CookieKeeper implements Keeper {
	readonly cookieHoldsState = true;
	readonly #pieces: number;
	readonly #revocations: Revocations | null;
	readonly #ring: KeyRing;
	readonly #settings: Settings;
	readonly #policies: CookiePolicies;
	readonly #events: Events;

	constructor(parts: {
		readonly pieces: number;
		readonly revocations: Revocations | null;
		readonly ring: KeyRing;
		readonly settings: Settings;
		readonly policies: CookiePolicies;
		readonly events: Events;
	}) {
		this.#pieces = parts.pieces;
		this.#revocations = parts.revocations;
		this.#ring = parts.ring;
		this.#settings = parts.settings;
		this.#policies = parts.policies;
		this.#events = parts.events;
	}

	find(cookies: RequestCookies, budget: Budget): MaybePromise<SessionSnapshot | null> {
		const { name } = this.#policies.of(cookies);
		return this.#search(cookieCandidates(cookies.sent(name), this.#pieces), 0, name, budget);
	}

	reload(session: SessionSnapshot, budget: Budget): MaybePromise<SessionSnapshot | null> {
		if (hasExpired(session.state, this.#settings.clock())) return null;
		return this.#standing(session, budget);
	}

	draft(): MaybePromise<Draft> {
		const id = this.#ring.newId();
		return andThen(this.#ring.storeKey(id), (key) => ({ id, key }));
	}

	create(draft: Draft, state: SessionState): SessionSnapshot {
		this.#events.emit('created');
		return newSnapshot(draft.id, draft.key, state, true);
	}

	change(session: SessionSnapshot, change: StateChange, budget: Budget): MaybePromise<SessionSnapshot> {
		return changed(this.reload(session, budget), change);
	}

	async rotate(
		session: SessionSnapshot,
		change: StateChange,
		budget: Budget,
		cookies: RequestCookies,
	): Promise<SessionSnapshot> {
		if (hasExpired(session.state, this.#settings.clock())) throw sessionEnded();
		const successor = { ...session, ...(await this.draft()), state: change(session.state) };
		if (this.#revocations !== null) {
			// What is too large for its cookies must be refused before the old ones are of no use.
			await this.seal(successor, cookies);
			if (!(await this.#revocations.replaced(session, budget))) throw sessionEnded();
		}
		this.#events.emit('ended');
		return successor;
	}

	/** A session that was ended meanwhile is not renewed: its cookie would take the place of the one that goes on. */
	async renew(session: SessionSnapshot, budget: Budget): Promise<SessionSnapshot | null> {
		const standing = await this.reload(session, budget);
		return standing?.ending === null ? { ...standing, state: renewedAt(standing.state, this.#settings.clock()) } : null;
	}

	/** A cookie that cannot be read is no session: removing the cookie is all there is to do. */
	async removeUnreadable(): Promise<void> {}

	async end(session: SessionSnapshot, budget: Budget): Promise<void> {
		if (this.#revocations !== null && !(await this.#revocations.ended(session, budget))) {
			if ((await this.#revocations.verdictOn(session.key, budget)) === 'replaced') throw sessionEnded();
			return;
		}
		this.#events.emit('ended');
	}

	seal(session: SessionSnapshot, cookies: RequestCookies): MaybePromise<readonly string[]> {
		const policy = this.#policies.of(cookies);
		const plaintext = encodeState(this.#ring, session.state, headBytes);
		plaintext.set(session.id, pieceBytes);
		const bytes = plaintext.length - headBytes;
		if (bytes > this.#settings.maxBytes) throw tooLarge(bytes, this.#settings.maxBytes, 'the option maxBytes');
		return this.#counted(plaintext, this.#sealAs(1, plaintext, policy), policy);
	}

	/** What was sealed as one piece: sealed with their number where it takes several. That does not change its length. */
	#counted(
		plaintext: Uint8Array,
		sealed: MaybePromise<readonly string[]>,
		policy: SessionCookie,
	): MaybePromise<readonly string[]> {
		if (sealed instanceof Promise) return sealed.then((pieces) => this.#counted(plaintext, pieces, policy));
		if (sealed.length === 1) return sealed;
		if (sealed.length <= this.#pieces) return this.#sealAs(sealed.length, plaintext, policy);
		throw tooLarge(
			sealed.join('').length,
			policy.capacity(this.#pieces),
			`${this.#pieces} cookies; cookieStore({ pieces }) allows up to 4`,
		);
	}

	/** Seals a session with the number of its pieces, and cuts it into them. */
	#sealAs(pieces: number, plaintext: Uint8Array, policy: SessionCookie): MaybePromise<readonly string[]> {
		plaintext[0] = pieces;
		const cookie = this.#ring.sealCookieSession(plaintext, policy.name);
		return typeof cookie === 'string' ? policy.split(cookie) : cookie.then((late) => policy.split(late));
	}

	/** The session of the first candidate, from one of them on, that opens and may be used. */
	#search(
		candidates: readonly CookieCandidate[],
		from: number,
		name: string,
		budget: Budget,
	): MaybePromise<SessionSnapshot | null> {
		for (let index = from; index < candidates.length; index += 1) {
			const { value, pieces } = candidates[index] as CookieCandidate;
			const opened = this.#sessionIn(this.#ring.openCookieSession(value, name), pieces);
			const session = this.#standing(opened, budget);
			if (session instanceof Promise) {
				return session.then((found) => found ?? this.#search(candidates, index + 1, name, budget));
			}
			if (session !== null) return session;
		}
		return null;
	}

	/** The session as it stands now; null when it was ended. */
	#standing(session: MaybePromise<SessionSnapshot | null>, budget: Budget): MaybePromise<SessionSnapshot | null> {
		if (session instanceof Promise) return session.then((opened) => this.#standing(opened, budget));
		if (session === null || this.#revocations === null) return session;
		return andThen(this.#revocations.verdictOn(session.key, budget), (verdict) => standingBy(verdict, session));
	}

	/** The session in what was opened of a candidate. */
	#sessionIn(opened: MaybePromise<Opened | null>, pieces: number): MaybePromise<SessionSnapshot | null> {
		if (opened instanceof Promise) return opened.then((late) => this.#sessionIn(late, pieces));
		if (opened === null || opened.bytes[0] !== pieces) return null;
		const state = decodeState(this.#ring, opened.bytes, headBytes);
		if (state === null) return null;
		const limited = limitedTo(this.#settings.limits.absolute, state);
		if (hasExpired(limited, this.#settings.clock())) return null;
		const id = opened.bytes.slice(pieceBytes, headBytes);
		return sessionOf(id, this.#ring.storeKey(id), limited, opened.current);
	}
}

/** The state with an absolute limit of at most so many seconds. */
function limitedTo(absolute: number, state: SessionState): SessionState {
	return state.absolute > absolute ? { ...state, absolute } : state;
}

function sessionOf(
	id: Uint8Array,
	key: MaybePromise<string>,
	state: SessionState,
	current: boolean,
): MaybePromise<SessionSnapshot> {
	if (key instanceof Promise) return key.then((late) => newSnapshot(id, late, state, current));
	return newSnapshot(id, key, state, current);
}

function newSnapshot(id: Uint8Array, key: string, state: SessionState, current: boolean): SessionSnapshot {
	return {
		id,
		key,
		records: null,
		cookieCurrent: current,
		state,
		version: 0,
		subjectTag: null,
		ending: null,
		recordCurrent: current,
	};
}

/** The session with a change, as it stands now. */
function changed(standing: MaybePromise<SessionSnapshot | null>, change: StateChange): MaybePromise<SessionSnapshot> {
	if (standing instanceof Promise) return standing.then((late) => changed(late, change));
	if (standing?.ending !== null) throw sessionEnded();
	const state = change(standing.state);
	return state === standing.state ? standing : { ...standing, state };
}

/** The session as the verdict on it leaves it; null when that was ended. */
function standingBy(verdict: Verdict, session: SessionSnapshot): SessionSnapshot | null {
	if (verdict === 'ended') return null;
	return verdict === 'valid' ? session : { ...session, ending: 'moved' };
}
