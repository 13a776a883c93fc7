import { type CookieCandidate, cookieCandidates } from '../../cookie/read.ts';
import type { SessionCookie } from '../../cookie/session-cookie.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import type { Opened } from '../../crypto/opened.ts';
import { andThen, type MaybePromise } from '../../promises/maybe-promise.ts';
import { sessionEnded, tooLarge } from '../faults.ts';
import type { CookiePolicies } from '../http/cookie-policies.ts';
import { type Draft, newDraft } from '../keeper/draft.ts';
import { firstLiving } from '../keeper/first-living.ts';
import type { Keeper, RequestCookies } from '../keeper/keeper.ts';
import type { Events } from '../manager/events.ts';
import type { Settings } from '../options/settings.ts';
import { decodeState, encodeState, mostBytesOf } from '../state/layout.ts';
import { hasExpired } from '../state/limits.ts';
import { renewed } from '../state/renewal.ts';
import { asSealed, type SessionSnapshot, type StateChange } from '../state/session-snapshot.ts';
import type { SessionState } from '../state/state.ts';
import type { Budget } from '../store-calls/budget.ts';
import type { Revocations, Verdict } from './revocations.ts';

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
		const candidates = cookieCandidates(cookies.sent(name), this.#pieces);
		return firstLiving(candidates, (candidate) => this.#findIn(candidate, name, budget));
	}

	reload(session: SessionSnapshot, budget: Budget): MaybePromise<SessionSnapshot | null> {
		if (hasExpired(session.state, this.#settings.clock())) return null;
		return this.#standing(session, budget);
	}

	create(draft: Draft, state: SessionState, _: Budget, cookies: RequestCookies): SessionSnapshot {
		this.#refuseTooLarge(state, cookies);
		this.#events.emit('created');
		return newSnapshot(draft.id, draft.key, state, state.absolute, true);
	}

	change(
		session: SessionSnapshot,
		change: StateChange,
		budget: Budget,
		cookies: RequestCookies,
	): MaybePromise<SessionSnapshot> {
		return this.#changed(this.reload(session, budget), change, cookies);
	}

	/** The session with a change, as it stands now. */
	#changed(
		standing: MaybePromise<SessionSnapshot | null>,
		change: StateChange,
		cookies: RequestCookies,
	): MaybePromise<SessionSnapshot> {
		if (standing instanceof Promise) return standing.then((late) => this.#changed(late, change, cookies));
		if (standing?.ending !== null) throw sessionEnded();
		const state = change(standing.state);
		if (state === standing.state) return standing;
		this.#refuseTooLarge(state, cookies);
		return { ...standing, state };
	}

	async rotate(
		session: SessionSnapshot,
		change: StateChange,
		budget: Budget,
		cookies: RequestCookies,
	): Promise<SessionSnapshot> {
		if (hasExpired(session.state, this.#settings.clock())) throw sessionEnded();
		const successor = { ...session, ...(await newDraft(this.#ring)), state: change(session.state) };
		this.#refuseTooLarge(successor.state, cookies);
		if (this.#revocations !== null && !(await this.#revocations.replaced(session, budget))) throw sessionEnded();
		this.#events.emit('created');
		this.#events.emit('ended');
		return successor;
	}

	/**
	 * A session that was ended meanwhile is not renewed: its cookie would take the place of the one that goes on. Nor is one
	 * that was made when there was more room.
	 */
	async renew(session: SessionSnapshot, budget: Budget, cookies: RequestCookies): Promise<SessionSnapshot | null> {
		this.#refuseTooLarge(session.state, cookies);
		const standing = await this.reload(session, budget);
		return standing?.ending === null ? { ...standing, state: renewed(standing.state, this.#settings) } : null;
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
		const plaintext = encodeState(this.#ring, asSealed(session), headBytes);
		plaintext[0] = this.#piecesFor(plaintext.length, policy);
		plaintext.set(session.id, pieceBytes);
		const cookie = this.#ring.sealCookieSession(plaintext, policy.name);
		return typeof cookie === 'string' ? policy.split(cookie) : cookie.then((late) => policy.split(late));
	}

	/** Refuses what does not fit into its cookies before anything else comes of it. */
	#refuseTooLarge(state: SessionState, cookies: RequestCookies): void {
		const policy = this.#policies.of(cookies);
		const most = headBytes + mostBytesOf(state);
		if (most <= this.#settings.maxBytes && this.#ring.cookieSessionLength(most) <= policy.capacity(1)) return;
		this.#piecesFor(encodeState(this.#ring, state, headBytes).length, policy);
	}

	/** How many cookies a session of so many bytes takes, those before its state counted in. */
	#piecesFor(bytes: number, policy: SessionCookie): number {
		const { maxBytes } = this.#settings;
		if (bytes - headBytes > maxBytes) throw tooLarge(bytes - headBytes, maxBytes, 'the option maxBytes');
		const length = this.#ring.cookieSessionLength(bytes);
		for (let pieces = 1; pieces <= this.#pieces; pieces += 1) if (length <= policy.capacity(pieces)) return pieces;
		throw tooLarge(
			length,
			policy.capacity(this.#pieces),
			`${this.#pieces} cookies; cookieStore({ pieces }) allows up to 4`,
		);
	}

	/** The session in one of the values that the visitor's cookies may have, as it stands now. */
	#findIn({ value, pieces }: CookieCandidate, name: string, budget: Budget): MaybePromise<SessionSnapshot | null> {
		return this.#standing(this.#sessionIn(this.#ring.openCookieSession(value, name), pieces), budget);
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
		const limited = { ...state, absolute: Math.min(state.absolute, this.#settings.limits.absolute) };
		if (hasExpired(limited, this.#settings.clock())) return null;
		const id = opened.bytes.slice(pieceBytes, headBytes);
		return sessionOf(id, this.#ring.storeKey(id), limited, state.absolute, opened.current);
	}
}

function sessionOf(
	id: Uint8Array,
	key: MaybePromise<string>,
	state: SessionState,
	sealedAbsolute: number,
	current: boolean,
): MaybePromise<SessionSnapshot> {
	if (key instanceof Promise) return key.then((late) => newSnapshot(id, late, state, sealedAbsolute, current));
	return newSnapshot(id, key, state, sealedAbsolute, current);
}

function newSnapshot(
	id: Uint8Array,
	key: string,
	state: SessionState,
	sealedAbsolute: number,
	current: boolean,
): SessionSnapshot {
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
		sealedAbsolute,
	};
}

/** The session as the verdict on it leaves it; null when that was ended. */
function standingBy(verdict: Verdict, session: SessionSnapshot): SessionSnapshot | null {
	if (verdict === 'ended') return null;
	return verdict === 'valid' ? session : { ...session, ending: 'moved' };
}
