import { type CookieCandidate, cookieCandidates } from '../cookie/read.ts';
import type { SessionCookie } from '../cookie/session-cookie.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { andThen } from '../crypto/maybe-promise.ts';
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

/** At most so many cookies of the session's name are tried. */
const triedCookies = 4;

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
		return this.#search(cookieCandidates(cookies.header, name, this.#pieces, triedCookies), 0, name, budget);
	}

	reload(session: SessionSnapshot, budget: Budget): MaybePromise<SessionSnapshot | null> {
		if (hasExpired(session.state, this.#settings.clock())) return null;
		return andThen(this.#verdictOn(session, budget), (verdict) => standingBy(verdict, session));
	}

	draft(): MaybePromise<Draft> {
		const id = this.#ring.newId();
		return andThen(this.#ring.storeKey(id), (key) => ({ id, key }));
	}

	create(draft: Draft, state: SessionState): SessionSnapshot {
		this.#events.emit('created');
		return {
			...draft,
			records: null,
			state,
			version: 0,
			subjectTag: null,
			ending: null,
			cookieCurrent: true,
			recordCurrent: true,
		};
	}

	change(session: SessionSnapshot, change: StateChange, budget: Budget): MaybePromise<SessionSnapshot> {
		return andThen(this.reload(session, budget), (standing) => {
			if (standing?.ending !== null) throw sessionEnded();
			const state = change(session.state);
			return state === session.state ? session : { ...session, state };
		});
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
			if ((await this.#verdictOn(session, budget)) === 'replaced') throw sessionEnded();
			return;
		}
		this.#events.emit('ended');
	}

	seal(session: SessionSnapshot, cookies: RequestCookies): MaybePromise<readonly string[]> {
		const policy = this.#policies.of(cookies);
		const plaintext = encodeState(this.#ring.encodeUtf8, session.state, headBytes);
		plaintext.set(session.id, pieceBytes);
		const bytes = plaintext.length - headBytes;
		if (bytes > this.#settings.maxBytes) throw tooLarge(bytes, this.#settings.maxBytes, 'the option maxBytes');
		return andThen(this.#split(plaintext, 1, policy), (pieces) => {
			if (pieces.length > this.#pieces) {
				const { length } = pieces.join('');
				throw tooLarge(
					length,
					policy.capacity(this.#pieces),
					`${this.#pieces} cookies; cookieStore({ pieces }) allows up to 4`,
				);
			}
			// The count does not change the length, so a second sealing gives as many pieces.
			return pieces.length === 1 ? pieces : this.#split(plaintext, pieces.length, policy);
		});
	}

	/** Seals a session with the number of its pieces, and cuts it into them. */
	#split(plaintext: Uint8Array, pieces: number, policy: SessionCookie): MaybePromise<readonly string[]> {
		plaintext[0] = pieces;
		return andThen(this.#ring.sealCookieSession(plaintext, policy.name), (cookie) => policy.split(cookie));
	}

	/** The session of the first candidate, from one of them on, that opens and may be used. */
	#search(
		candidates: readonly CookieCandidate[],
		from: number,
		name: string,
		budget: Budget,
	): MaybePromise<SessionSnapshot | null> {
		const candidate = candidates[from];
		if (candidate === undefined) return null;
		const searchOn = (): MaybePromise<SessionSnapshot | null> => this.#search(candidates, from + 1, name, budget);
		return andThen(this.#open(candidate, name), (session) => {
			if (session === null) return searchOn();
			return andThen(this.#verdictOn(session, budget), (verdict) => standingBy(verdict, session) ?? searchOn());
		});
	}

	#verdictOn(session: SessionSnapshot, budget: Budget): MaybePromise<Verdict> {
		return this.#revocations === null ? 'valid' : this.#revocations.verdictOn(session.key, budget);
	}

	#open({ value, pieces }: CookieCandidate, name: string): MaybePromise<SessionSnapshot | null> {
		return andThen(this.#ring.openCookieSession(value, name), (opened) => {
			if (opened === null || opened.plaintext[0] !== pieces) return null;
			const state = decodeState(opened.plaintext, headBytes);
			if (state === null) return null;
			const limited = limitedTo(this.#settings.limits.absolute, state);
			if (hasExpired(limited, this.#settings.clock())) return null;
			const id = opened.plaintext.slice(pieceBytes, headBytes);
			return andThen(this.#ring.storeKey(id), (key) => ({
				id,
				key,
				records: null,
				state: limited,
				version: 0,
				subjectTag: null,
				ending: null,
				cookieCurrent: opened.current,
				recordCurrent: opened.current,
			}));
		});
	}
}

/** The state with an absolute limit of at most so many seconds. */
function limitedTo(absolute: number, state: SessionState): SessionState {
	return state.absolute > absolute ? { ...state, absolute } : state;
}

/** The session as the verdict on it leaves it; null when that was ended. */
function standingBy(verdict: Verdict, session: SessionSnapshot): SessionSnapshot | null {
	if (verdict === 'ended') return null;
	return verdict === 'valid' ? session : { ...session, ending: 'moved' };
}
