import { cookieCandidates } from '../cookie/read.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import type { Budget } from './budget.ts';
import type { CookiePolicies } from './cookie-policies.ts';
import type { Events } from './events.ts';
import { sessionEnded, tooLarge } from './faults.ts';
import type { Keeper, RequestCookies } from './keeper.ts';
import { decodeState, encodeState } from './layout.ts';
import { expiryOf, renewedAt } from './limits.ts';
import type { LiveSession, StateChange } from './live-session.ts';
import type { Revocations } from './revocations.ts';
import type { Settings } from './settings.ts';
import type { SessionState } from './state.ts';

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

	async find(cookies: RequestCookies, budget: Budget): Promise<LiveSession | null> {
		const { name } = this.#policies.of(cookies);
		for (const candidate of cookieCandidates(cookies.header, name, this.#pieces, triedCookies)) {
			const session = await this.#open(candidate.value, candidate.pieces, name);
			if (session === null) continue;
			const verdict = (await this.#revocations?.verdictOn(session.key, budget)) ?? 'valid';
			if (verdict === 'valid') return session;
			if (verdict === 'replaced') return { ...session, ended: true };
		}
		return null;
	}

	async reload(session: LiveSession, budget: Budget): Promise<LiveSession | null> {
		const verdict = (await this.#revocations?.verdictOn(session.key, budget)) ?? 'valid';
		return verdict === 'valid' ? session : null;
	}

	async draft(): Promise<{ readonly id: Uint8Array; readonly key: string }> {
		const id = this.#ring.newId();
		return { id, key: await this.#ring.storeKey(id) };
	}

	async create(draft: { readonly id: Uint8Array; readonly key: string }, state: SessionState): Promise<LiveSession> {
		this.#events.emit('created');
		return {
			...draft,
			state,
			version: 0,
			subjectTag: null,
			ended: false,
			cookieCurrent: true,
			recordCurrent: true,
		};
	}

	async change(session: LiveSession, change: StateChange, budget: Budget): Promise<LiveSession> {
		if ((await this.reload(session, budget)) === null) throw sessionEnded();
		const state = change(session.state);
		return state === session.state ? session : { ...session, state };
	}

	async rotate(session: LiveSession, change: StateChange, budget: Budget): Promise<LiveSession> {
		const state = change(session.state);
		if (this.#revocations !== null && !(await this.#revocations.replaced(session, budget))) throw sessionEnded();
		const draft = await this.draft();
		this.#events.emit('ended');
		return { ...session, ...draft, state };
	}

	async renew(session: LiveSession): Promise<LiveSession> {
		return { ...session, state: renewedAt(session.state, this.#settings.clock()) };
	}

	/** A cookie that cannot be read is no session: removing the cookie is all there is to do. */
	async discard(): Promise<void> {}

	async end(session: LiveSession, budget: Budget): Promise<void> {
		await this.#revocations?.ended(session, budget);
		this.#events.emit('ended');
	}

	async seal(session: LiveSession, cookies: RequestCookies): Promise<readonly string[]> {
		const policy = this.#policies.of(cookies);
		const plaintext = encodeState(session.state, headBytes);
		plaintext.set(session.id, pieceBytes);
		const bytes = plaintext.length - headBytes;
		if (bytes > this.#settings.maxBytes) throw tooLarge(bytes, this.#settings.maxBytes, 'the option maxBytes');
		plaintext[0] = 1;
		const pieces = policy.split(await this.#ring.sealCookieSession(plaintext, policy.name));
		if (pieces.length > this.#pieces) {
			const { length } = pieces.join('');
			throw tooLarge(
				length,
				policy.capacity(this.#pieces),
				`${this.#pieces} cookies; cookieStore({ pieces }) allows up to 4`,
			);
		}
		if (pieces.length === 1) return pieces;
		// The count does not change the length, so the second sealing gives as many pieces.
		plaintext[0] = pieces.length;
		return policy.split(await this.#ring.sealCookieSession(plaintext, policy.name));
	}

	async #open(value: string, pieces: number, name: string): Promise<LiveSession | null> {
		const opened = await this.#ring.openCookieSession(value, name);
		if (opened === null || opened.plaintext[0] !== pieces) return null;
		const state = decodeState(opened.plaintext, headBytes);
		if (state === null) return null;
		const limited = { ...state, absolute: Math.min(state.absolute, this.#settings.limits.absolute) };
		if (expiryOf(limited) <= this.#settings.clock()) return null;
		const id = opened.plaintext.slice(pieceBytes, headBytes);
		return {
			id,
			key: await this.#ring.storeKey(id),
			state: limited,
			version: 0,
			subjectTag: null,
			ended: false,
			cookieCurrent: opened.current,
			recordCurrent: opened.current,
		};
	}
}
