import { fits, isSame } from './agreement.ts';
import { answered } from './answers.ts';
import { changed } from './changes.ts';
import type { CookieChange, Operation, Outcome, Revocation, Sight } from './operations.ts';
import { Past } from './past.ts';
import type { Witness } from './requests.ts';
import { sweep, withoutSweep, withSweep } from './sweeps.ts';
import { aged, type Moment, type TimeLimits, throttleOf } from './time.ts';
import { withKey } from './values.ts';
import {
	type Kept,
	matches,
	newVisit,
	standingOf,
	visitOf,
	type World,
	withoutVisit,
	withStanding,
	withToken,
	withVisit,
} from './world.ts';
import { Worlds } from './worlds.ts';

interface RequestTimes {
	readonly started: number;
	/** The earliest time at which anything was under way when it began. */
	readonly floor: number;
	/** The store failed while it ran, so that its renewal may have failed too. */
	faulty: boolean;
	/** The event from which on its answer was being made ready. */
	answeredFrom: number;
}

interface Call {
	readonly operation: Operation;
	readonly called: number;
	readonly calledAt: number;
	/** It has failed, and may take effect all the same. */
	readonly isGhost: boolean;
}

/**
 * Knows what visitors of a session may observe, and judges what they did observe. It keeps every world in which all of
 * that may have come about; when none is left, a rule was broken, and a `Violation` is thrown. It knows calls, answers and
 * the time, and nothing of how sessions are kept.
 */
export class Oracle implements Witness {
	readonly #limits: TimeLimits;
	readonly #kept: Kept;
	readonly #worlds: Worlds;
	readonly #requests = new Map<string, RequestTimes>();
	readonly #calls = new Map<string, Call>();
	readonly #sweeps = new Map<string, { readonly revocation: Revocation; isGhost: boolean }>();
	readonly #tokens = new Map<string, string>();
	readonly #past = new Past();
	#event = 0;
	#now: number;

	constructor(kept: Kept, limits: TimeLimits, now: number) {
		this.#kept = kept;
		this.#worlds = new Worlds(kept);
		this.#limits = limits;
		this.#now = now;
	}

	/** The token of a cookie that an answer has set, or null. */
	tokenOf(cookie: string): string | null {
		return this.#tokens.get(cookie) ?? null;
	}

	/** Time passes. */
	pass(milliseconds: number): void {
		this.#spread();
		this.#now += milliseconds;
		this.#spread();
		for (const request of this.#requests.keys()) this.#worlds.map((world) => this.#inUse(world, request));
	}

	/** A request begins, with a cookie that an answer has set, or without. */
	begin(request: string, cookie: string | null): void {
		const token = cookie === null ? null : this.tokenOf(cookie);
		const floor = Math.min(this.#now, ...[...this.#calls.values()].map(({ called }) => called));
		this.#requests.set(request, { started: this.#now, floor, faulty: false, answeredFrom: 0 });
		this.#worlds.map((world) =>
			this.#inUse({ ...world, visits: withKey(world.visits, request, newVisit(token)) }, request),
		);
	}

	/** A request makes a call. */
	call(request: string, operation: Operation): void {
		this.#calls.set(request, { operation, called: this.#now, calledAt: this.#event + 1, isGhost: false });
	}

	/** A call is answered. After `'failed'` it may still take effect, until {@link settled}. */
	answered(request: string, outcome: Outcome): void {
		this.#spread();
		const call = this.#calls.get(request);
		if (call === undefined) throw new Error(`${request} has no call in flight.`);
		this.#calls.delete(request);
		const times = this.#requests.get(request);
		if (times !== undefined) times.answeredFrom = call.calledAt;
		if (outcome.is === 'failed') this.#haunt(request, call);
		else {
			const leaves = call.operation.do === 'send' && outcome.is === 'done';
			const rest = { outcome: null, ...(leaves ? { headersSent: true } : {}) };
			const moment = this.#momentOf(request, call);
			this.#worlds.branch(function* (world) {
				for (const next of answered(world, request, call.operation, moment)) {
					if (isSame(visitOf(next, request).outcome, outcome)) yield withVisit(next, request, rest);
				}
			});
		}
	}

	/** The headers of a request's answer leave, and do this to the cookie. */
	sent(request: string, change: CookieChange): void {
		const cookie = typeof change === 'string' ? null : change.value;
		const known = cookie === null ? null : (this.#tokens.get(cookie) ?? null);
		const token = known ?? `${request}, cookie ${this.#tokens.size}`;
		if (cookie !== null) this.#tokens.set(cookie, token);
		const from = this.#requests.get(request)?.answeredFrom ?? 0;
		const isLate = known !== null && this.#past.standingsSince(known, from).every(({ is }) => is !== 'live');
		this.#worlds.keep((world) => {
			if (isLate || !fits(world, request, change, known)) return null;
			const isNew = cookie !== null && known === null;
			if (isNew) this.#past.carryOver(visitOf(world, request).token, token);
			const named = isNew ? withToken(world, request, token) : world;
			return cookie === null && this.#kept !== 'in a store' ? named : this.#renewed(named, request);
		});
	}

	/** The request is over; what it had not stored is forgotten. */
	end(request: string): void {
		this.#requests.delete(request);
		const sent = new Set(this.#tokens.values());
		this.#worlds.map((world) => withoutVisit(world, request, sent));
	}

	/** Sessions are to be ended from outside. */
	revoke(name: string, revocation: Revocation): void {
		this.#sweeps.set(name, { revocation, isGhost: false });
		this.#worlds.map((world) => withSweep(world, name, { ended: 0, outcome: null }));
	}

	/** A revocation is answered. It may have counted records that were about to become sessions. */
	revoked(name: string, outcome: Outcome): void {
		this.#spread();
		const call = this.#sweeps.get(name);
		if (call === undefined) throw new Error(`${name} is not in flight.`);
		if (outcome.is !== 'done') {
			call.isGhost = true;
			return;
		}
		this.#sweeps.delete(name);
		this.#worlds.keep((world) => {
			const found = world.sweeps[name]?.outcome;
			if (found?.is !== 'done') return null;
			const { value } = outcome;
			const agrees = typeof value === 'number' ? Number(found.value) <= value : found.value === value;
			return agrees ? withoutSweep(world, name) : null;
		});
	}

	/** In one moment, visitors with these cookies would find this; null where there is no session. */
	observe(sights: ReadonlyMap<string, Sight | null>): void {
		this.#spread();
		const fitsAll = (world: World): boolean =>
			[...sights].every(([token, sight]) => matches(standingOf(world, token), sight));
		this.#worlds.keep((world) => (fitsAll(world) ? world : null));
	}

	/** So many sessions of the subject are listed while nothing is under way. */
	listed(subject: string, count: number): void {
		this.#spread();
		this.#worlds.keep((world) => {
			const live = Object.values(world.standings).filter((one) => one.is === 'live' && one.subject === subject);
			return live.length === count ? world : null;
		});
	}

	/** So many records stand in the store while nothing is under way. */
	counted(count: number): void {
		this.#spread();
		this.#worlds.keep((world) => (recordsIn(world) === count ? world : null));
	}

	/** How many records may stand in the store while nothing is under way. */
	get recordCounts(): { readonly least: number; readonly most: number } {
		this.#spread();
		const counts = this.#worlds.all.map(recordsIn);
		return { least: Math.min(...counts), most: Math.max(...counts) };
	}

	/** Nothing is under way, and from now on nobody comes with the cookie of a session that has moved. */
	forgetMoved(): void {
		this.#worlds.map((world) =>
			Object.entries(world.standings).reduce(
				(left, [token, { is }]) => (is === 'moved' ? withStanding(left, token, { is: 'gone' }) : left),
				world,
			),
		);
	}

	/** The store has failed. */
	fault(): void {
		for (const times of this.#requests.values()) times.faulty = true;
	}

	/** Nothing that failed can take effect any more. */
	settled(): void {
		this.#spread();
		for (const [name, { isGhost }] of this.#calls) {
			if (!isGhost) continue;
			this.#calls.delete(name);
			this.end(name);
		}
		for (const [name, { isGhost }] of this.#sweeps) {
			if (!isGhost) continue;
			this.#sweeps.delete(name);
			this.#worlds.map((world) => withoutSweep(world, name));
		}
	}

	/** Adds every world that may have come about by now. */
	#spread(): void {
		this.#event += 1;
		this.#worlds.spread((world) => this.#steps(world));
		this.#worlds.map((world) => this.#withoutDifference(world));
	}

	/** What a request knew at one event or another makes no difference, where the same was possible since both. */
	#withoutDifference(world: World): World {
		let same = world;
		for (const [request, { token, knownAt }] of Object.entries(world.visits)) {
			const since = this.#past.sameAs(token, knownAt);
			if (since !== knownAt) same = withVisit(same, request, { knownAt: since });
		}
		return same;
	}

	*#steps(world: World): Generator<World> {
		this.#past.record(world, this.#event);
		yield* aged(world, this.#now, this.#limits);
		for (const [request, call] of this.#calls) {
			if (world.visits[request] === undefined) continue;
			yield* changed(world, request, call.operation, this.#momentOf(request, call));
		}
		for (const [name, { revocation }] of this.#sweeps) yield* sweep(world, name, revocation);
	}

	#momentOf(request: string, { called, calledAt }: Call): Moment {
		const started = this.#requests.get(request)?.started ?? called;
		const times = { now: this.#now, started, called, limits: this.#limits };
		return { ...times, event: this.#event, calledAt, past: this.#past };
	}

	/** The call goes on as a ghost in those worlds in which it has not taken effect. */
	#haunt(request: string, call: Call): void {
		const ghost = `${request}~`;
		const times = this.#requests.get(request);
		if (times === undefined) return;
		this.#calls.set(ghost, { ...call, isGhost: true });
		this.#requests.set(ghost, { ...times });
		this.#worlds.map((world) => {
			const visit = visitOf(world, request);
			const left = withVisit(world, request, { outcome: null });
			return visit.outcome === null ? { ...left, visits: withKey(left.visits, ghost, visit) } : left;
		});
	}

	/** A request that has a session's cookie in its hands may renew it at any time. */
	#inUse(world: World, request: string): World {
		const visit = world.visits[request];
		const standing = standingOf(world, visit?.token ?? null);
		if (!visit?.token || standing.is !== 'live') return world;
		if (this.#kept !== 'in a store' && visit.session !== 'live') return world;
		const { token } = visit;
		return withStanding(world, token, { ...standing, renewedTo: this.#now });
	}

	/** An answer that used the session has renewed it, unless that was done not long before. */
	#renewed(world: World, request: string): World {
		const visit = visitOf(world, request);
		const left = withVisit(world, request, { sent: visit.made });
		const times = this.#requests.get(request);
		const standing = standingOf(world, visit.token);
		if (visit.session !== 'live' || standing.is !== 'live' || times === undefined || times.faulty) return left;
		const renewedFrom = Math.max(standing.renewedFrom, times.floor - throttleOf(this.#limits));
		const renewedTo = Math.max(standing.renewedTo, this.#now);
		return withStanding(left, visit.token ?? '', { ...standing, renewedFrom, renewedTo });
	}
}

function recordsIn({ standings }: World): number {
	return Object.values(standings).filter(({ is }) => is !== 'gone').length;
}
