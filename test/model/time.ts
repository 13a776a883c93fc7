import type { Past } from './past.ts';
import { type Kept, type Live, type Moved, type Standing, type World, withStanding } from './world.ts';

/** The limits of a session, in milliseconds. */
export interface TimeLimits {
	readonly idle: number;
	readonly absolute: number;
}

/** What the circumstances of a call say of times: by the model's clock, which only moves when it is told to. */
export interface Moment {
	readonly now: number;
	/** When the request began. */
	readonly started: number;
	/** When the call was made. */
	readonly called: number;
	readonly limits: TimeLimits;
	/** The event that is judged, and the one that was the call. */
	readonly event: number;
	readonly calledAt: number;
	readonly past: Past;
}

/** Milliseconds for which the old cookie of a session that moved is told apart from one that never was. */
const movedLifetime = 60_000;

/** Milliseconds that use may go without renewing: a twentieth of the idle limit, at most five minutes. */
export function throttleOf({ idle }: TimeLimits): number {
	return Math.min(idle / 20, 300_000);
}

/** What stands in place of a session that is given a new cookie. An old cookie that holds it opens no longer than it lived. */
export function movedBy({ now, called, limits }: Moment, live: Live, kept: Kept): Moved {
	const times = { movedFrom: called, movedTo: now };
	const ends = kept === 'in a store' ? ([Infinity, Infinity] as const) : endOf(live, limits);
	return { is: 'moved', ...times, ...forgotten(times, ends) };
}

/**
 * What stands in place of the copy of a session in a cookie that a request has read: its answer may renew it, also when
 * the session has moved since, of which a renewed cookie is told as long as any other.
 */
export function heldBy({ now, limits }: Moment, read: Live, standing: Standing): Standing {
	if (standing.is === 'live') return { ...standing, renewedTo: now };
	if (standing.is === 'gone') return standing;
	return { ...standing, ...forgotten(standing, endOf({ ...read, renewedTo: now }, limits)) };
}

function forgotten(
	{ movedFrom, movedTo }: Pick<Moved, 'movedFrom' | 'movedTo'>,
	[endsFrom, endsTo]: readonly [number, number],
): Pick<Moved, 'forgottenFrom' | 'forgottenTo'> {
	return {
		forgottenFrom: Math.min(movedFrom + movedLifetime, endsFrom),
		forgottenTo: Math.min(movedTo + movedLifetime, endsTo),
	};
}

/** What this world may become next by the passing of time alone, itself included where that is still possible. */
export function* aged(world: World, now: number, limits: TimeLimits): Generator<World> {
	let left = world;
	const mayGo: string[] = [];
	for (const [token, standing] of Object.entries(world.standings)) {
		const verdict = verdictOn(standing, now, limits);
		if (verdict === 'must go') left = withStanding(left, token, { is: 'gone' });
		if (verdict === 'may go') mayGo.push(token);
	}
	yield left;
	if (left === world) for (const token of mayGo) yield withStanding(world, token, { is: 'gone' });
}

function verdictOn(standing: Standing, now: number, limits: TimeLimits): 'stays' | 'may go' | 'must go' {
	if (standing.is === 'gone') return 'stays';
	const [from, to] = standing.is === 'live' ? endOf(standing, limits) : [standing.forgottenFrom, standing.forgottenTo];
	if (now >= to) return 'must go';
	return now >= from ? 'may go' : 'stays';
}

function endOf(live: Live, { idle, absolute }: TimeLimits): readonly [number, number] {
	return [
		Math.min(live.renewedFrom + idle, live.createdFrom + absolute),
		Math.min(live.renewedTo + idle, live.createdTo + absolute),
	];
}
