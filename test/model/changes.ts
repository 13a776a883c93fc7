import { lookedUp, seen } from './looking.ts';
import { type Operation, type Outcome, withMark } from './operations.ts';
import { refusal } from './pending.ts';
import { type Moment, movedBy } from './time.ts';
import { after, changedFrom, isNothing, nothingPending, ownWish, withKey, withoutKey, withStored } from './values.ts';
import {
	type Kept,
	type Live,
	standingOf,
	type Visit,
	visitOf,
	type World,
	withEnd,
	withStanding,
	withVisit,
} from './world.ts';

const done: Outcome = { is: 'done' };

/**
 * The worlds in which the call of a request has just changed something for everybody. Each change happens in one moment;
 * what visitors may rely on is that there is such a moment, between the call and its answer.
 */
export function* changed(world: World, request: string, operation: Operation, moment: Moment): Generator<World> {
	const visit = visitOf(world, request);
	if (visit.outcome !== null) return;
	const stores = operation.do === 'save' || operation.do === 'send' || operation.do === 'commit';
	if (stores && visit.session === 'not asked for') return;
	for (const [left, own] of lookedUp(world, request, visit, moment)) {
		if (stores) yield* store(left, request, own, moment);
		else if (operation.do === 'get') yield* take(left, request, own, operation.key, moment);
		else if (operation.do === 'update') yield* update(left, request, own, operation, moment);
		else if (operation.do === 'destroy') yield* destroy(left, request, own);
	}
}

/** A flash is handed to the first request that asks. */
function* take(world: World, request: string, visit: Visit, key: string, moment: Moment): Generator<World> {
	const standing = standingOf(world, visit.token);
	const isOwn = visit.taken[key] !== undefined || ownWish(visit.pending, key) !== undefined;
	if (isOwn || visit.session !== 'live' || standing.is !== 'live' || refusal(visit, world.kept) !== null) return;
	const value = standing.values[key];
	if (value === undefined || !value.flash || !seen(visit, moment).some((values) => values[key]?.flash)) return;
	const values = withoutKey(standing.values, key);
	yield withVisit(withStanding(world, visit.token ?? '', { ...standing, values }), request, {
		...owing(visit, world.kept),
		known: { [key]: null },
		knownAt: moment.event,
		taken: withKey(visit.taken, key, value.text),
		outcome: { is: 'done', value: value.text },
	});
}

function* update(
	world: World,
	request: string,
	visit: Visit,
	{ key, mark }: Operation & { do: 'update' },
	moment: Moment,
): Generator<World> {
	const standing = standingOf(world, visit.token);
	if (refusal(visit, world.kept) !== null || (visit.session === 'live' && standing.is !== 'live')) return;
	const next = visit.session === 'live' ? owing(visit, world.kept) : made(request, visit);
	const before = visit.session === 'live' && standing.is === 'live' ? standing : newSession(next.token ?? '', moment);
	const own = ownWish(visit.pending, key);
	const standsThere = own === undefined ? before.values[key]?.text : typeof own === 'object' ? own.text : null;
	const text = withMark(visit.taken[key] ?? standsThere ?? null, mark);
	const values = withKey(before.values, key, { text, flash: false });
	yield withVisit(withStanding(world, next.token ?? '', { ...before, values }), request, {
		...next,
		session: 'live',
		known: { [key]: values[key] ?? null },
		knownAt: moment.event,
		taken: withoutKey(visit.taken, key),
		pending: withStored(visit.pending, key),
		outcome: { is: 'done', value: text },
	});
}

/** What the request has asked for is stored; all of it, in one moment. */
function* store(world: World, request: string, visit: Visit, moment: Moment): Generator<World> {
	const { pending } = visit;
	if (isNothing(pending)) return;
	if (visit.session === 'none') return yield* begin(world, request, visit, moment);
	const standing = standingOf(world, visit.token);
	if (visit.session !== 'live' || standing.is !== 'live') return;
	for (const values of after(pending, standing.values)) {
		const subject = pending.subject === null ? standing.subject : pending.subject.name;
		const renewedFrom = pending.renewal ? Math.max(standing.renewedFrom, moment.called) : standing.renewedFrom;
		const moved = pending.newId ? made(request, visit) : owing(visit, world.kept);
		const token = moved.token ?? '';
		const next: Live = { ...standing, id: pending.newId ? token : standing.id, values, subject, renewedFrom };
		const left = pending.newId ? withEnd(world, visit.token ?? '', (copy) => movedBy(moment, copy, world.kept)) : world;
		const change = {
			subject,
			pending: nothingPending,
			outcome: done,
			known: changedFrom(standing.values, values),
			knownAt: moment.event,
		};
		yield withVisit(withStanding(left, token, next), request, { ...moved, ...change });
	}
}

/** A session begins with the first thing that is stored in it. */
function* begin(world: World, request: string, visit: Visit, moment: Moment): Generator<World> {
	const { pending } = visit;
	const subject = pending.subject?.name ?? null;
	for (const values of after(pending, {})) {
		const left: Visit = { ...visit, pending: nothingPending, outcome: done };
		if (Object.keys(values).length === 0 && subject === null) {
			yield withVisit(world, request, left);
			continue;
		}
		const next = made(request, left);
		const token = next.token ?? '';
		const stored = withStanding(world, token, { ...newSession(token, moment), values, subject });
		const change: Partial<Visit> = { session: 'live', subject, known: changedFrom({}, values), knownAt: moment.event };
		yield withVisit(stored, request, { ...next, ...change });
	}
}

function* destroy(world: World, request: string, visit: Visit): Generator<World> {
	if (visit.session !== 'live' || standingOf(world, visit.token).is !== 'live') return;
	if (refusal(visit, world.kept) !== null) return;
	const left = withEnd(world, visit.token ?? '', () => ({ is: 'gone' }));
	yield withVisit(left, request, { ...destroyed(visit), outcome: done });
}

/** The visit of a request that has ended its session, or was about to. */
export function destroyed(visit: Visit): Visit {
	return { ...visit, session: 'destroyed', subject: null, pending: nothingPending, taken: {} };
}

/** The request is promised another cookie. */
function made(request: string, visit: Visit): Visit {
	const number = visit.made + 1;
	return { ...visit, made: number, token: `${request}#${number}` };
}

/** Where the cookie holds the session, each change of it needs another one. */
function owing(visit: Visit, kept: Kept): Visit {
	return kept === 'in a store' ? visit : { ...visit, made: visit.made + 1 };
}

function newSession(id: string, { now, started }: Moment): Live {
	const times = { renewedFrom: started, renewedTo: now, createdFrom: started, createdTo: now };
	return { is: 'live', id, values: {}, subject: null, ...times };
}
