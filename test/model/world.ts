import type { Outcome, Sight } from './operations.ts';
import { type Changed, nothingPending, type Pending, type Values, withKey, withoutKey } from './values.ts';

/**
 * Where sessions are. In cookies each answer's cookie is a copy of the session, and what ends a session ends all of its
 * copies only if the ids of those that were ended are kept somewhere.
 */
export type Kept = 'in a store' | 'in cookies' | 'in cookies, ended ids in a store';

/** A session that its cookie opens. Times are milliseconds by the model's clock; of most only bounds are known. */
export interface Live {
	readonly is: 'live';
	/** Copies of one session have one id. */
	readonly id: string;
	readonly values: Values;
	readonly subject: string | null;
	/** It was renewed at this time at the earliest, and at that time at the latest. */
	readonly renewedFrom: number;
	readonly renewedTo: number;
	readonly createdFrom: number;
	readonly createdTo: number;
}

/** A session whose visitor has been given another cookie. Requests that still come with the old one are told so for a while. */
export interface Moved {
	readonly is: 'moved';
	/** It moved at this time at the earliest, and at that time at the latest. */
	readonly movedFrom: number;
	readonly movedTo: number;
	/** It may be forgotten at this time, and must be at that time. */
	readonly forgottenFrom: number;
	readonly forgottenTo: number;
}

/** What a cookie stands for. */
export type Standing = Live | Moved | { readonly is: 'gone' };

/** One request, and what it knows of its session. */
export interface Visit {
	/** `'over'`: it was ended, and the request has noticed. */
	readonly session: 'not asked for' | 'none' | 'live' | 'moved' | 'over' | 'destroyed';
	/** The cookie it has, or has been promised. */
	readonly token: string | null;
	readonly cameWithCookie: boolean;
	/** How many tokens were made for it, and how many its visitor was sent. */
	readonly made: number;
	readonly sent: number;
	readonly headersSent: boolean;
	/** The event at which the request last knew what its session held, and what it had itself changed by then. */
	readonly knownAt: number;
	readonly known: Changed;
	/** Whose it was when the request last knew. */
	readonly subject: string | null;
	/** Flashes it was handed. */
	readonly taken: Readonly<Record<string, string>>;
	readonly pending: Pending;
	/** What has come of its call in flight; null while nothing has. */
	readonly outcome: Outcome | null;
}

/** A revocation in flight. */
export interface Sweep {
	readonly ended: number;
	readonly outcome: Outcome | null;
}

/** One way in which all that was observed may have come about. Never changed in place. */
export interface World {
	readonly kept: Kept;
	/** By token: each is one cookie. */
	readonly standings: Readonly<Record<string, Standing>>;
	readonly visits: Readonly<Record<string, Visit>>;
	readonly sweeps: Readonly<Record<string, Sweep>>;
}

export function emptyWorld(kept: Kept): World {
	return { kept, standings: {}, visits: {}, sweeps: {} };
}

export function newVisit(token: string | null): Visit {
	return {
		session: 'not asked for',
		token,
		cameWithCookie: token !== null,
		made: 0,
		sent: 0,
		headersSent: false,
		knownAt: 0,
		known: {},
		subject: null,
		taken: {},
		pending: nothingPending,
		outcome: null,
	};
}

/** The world in which the session of a token has come to its end, and what then stands in place of each copy of it. */
export function withEnd(world: World, token: string, endOf: (copy: Live) => Standing): World {
	const ended = standingOf(world, token);
	if (ended.is !== 'live') return world;
	if (world.kept !== 'in cookies, ended ids in a store') return withStanding(world, token, endOf(ended));
	return Object.entries(world.standings).reduce((left, [copy, standing]) => {
		const isCopy = standing.is === 'live' && standing.id === ended.id;
		return isCopy ? withStanding(left, copy, endOf(standing)) : left;
	}, world);
}

export function standingOf(world: World, token: string | null): Standing {
	return (token === null ? undefined : world.standings[token]) ?? { is: 'gone' };
}

export function visitOf(world: World, request: string): Visit {
	const visit = world.visits[request];
	if (visit === undefined) throw new Error(`There is no request ${request}.`);
	return visit;
}

export function withVisit(world: World, request: string, change: Partial<Visit>): World {
	return { ...world, visits: withKey(world.visits, request, { ...visitOf(world, request), ...change }) };
}

/** The world without a request. With it goes its own copy of a session, unless that was `sent`. */
export function withoutVisit(world: World, request: string, sent: ReadonlySet<string>): World {
	const token = world.visits[request]?.token ?? '';
	const visits = withoutKey(world.visits, request);
	if (world.kept === 'in a store' || sent.has(token)) return { ...world, visits };
	return { ...world, visits, standings: withoutKey(world.standings, token) };
}

/** The world with another standing of a token. */
export function withStanding(world: World, token: string, standing: Standing): World {
	const { standings } = world;
	return {
		...world,
		standings: standing.is === 'gone' ? withoutKey(standings, token) : withKey(standings, token, standing),
	};
}

/** The world in which what a request has is known by another token, that of the cookie which its visitor is sent. */
export function withToken(world: World, request: string, token: string): World {
	const { token: before } = visitOf(world, request);
	const { [before ?? '']: standing, ...standings } = world.standings;
	if (standing === undefined) return world;
	return withVisit({ ...world, standings: withKey(standings, token, standing) }, request, { token });
}

/** Whether a visitor with the cookie would find this. */
export function matches(standing: Standing, sight: Sight | null): boolean {
	if (standing.is !== 'live' || sight === null) return (standing.is === 'live') === (sight !== null);
	const entries = Object.entries(standing.values);
	return (
		standing.subject === sight.subject &&
		entries.length === Object.keys(sight.values).length + sight.flashes.length &&
		entries.every(([key, { text, flash }]) => (flash ? sight.flashes.includes(key) : sight.values[key] === text))
	);
}
