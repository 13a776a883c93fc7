import { destroyed } from './changes.ts';
import { lookedUp, seen, standingsSinceCall } from './looking.ts';
import type { Operation, Outcome } from './operations.ts';
import { noted, refusal } from './pending.ts';
import type { Moment } from './time.ts';
import { isAllSpent, isNothing, mayChangeNothing, nothingPending, ownWish, withKey, withWish } from './values.ts';
import { type Kept, type Visit, visitOf, type World, withVisit } from './world.ts';

const done: Outcome = { is: 'done' };
const ended: Outcome = { is: 'ended' };

/** The worlds in which the call of a request is answered; what it has changed for others, it has changed before. */
export function* answered(world: World, request: string, operation: Operation, moment: Moment): Generator<World> {
	const visit = visitOf(world, request);
	if (visit.outcome !== null) return yield world;
	const stores = operation.do === 'save' || operation.do === 'send' || operation.do === 'commit';
	if (stores && visit.session === 'not asked for') return yield withVisit(world, request, { outcome: done });
	for (const [left, own] of lookedUp(world, request, visit, moment)) {
		for (const next of visitsAfter(own, operation, world.kept, moment)) yield withVisit(left, request, next);
	}
}

function* visitsAfter(visit: Visit, operation: Operation, kept: Kept, moment: Moment): Generator<Visit> {
	switch (operation.do) {
		case 'get':
			return yield* get(visit, operation.key, kept, moment);
		case 'has':
			return yield* has(visit, operation.key, moment);
		case 'update': {
			const refused = refusal(visit, kept);
			if (refused !== null) yield { ...visit, outcome: refused };
			else if (visit.session === 'live' && wasOver(visit, moment)) yield { ...visit, outcome: ended };
			return;
		}
		case 'save':
		case 'send':
		case 'commit':
			return yield* store(visit, moment);
		case 'reload':
			return yield* reload(visit, kept, moment);
		case 'destroy':
			return yield* destroy(visit, kept, moment);
		default:
			yield { ...visit, ...noted(visit, operation, kept) };
	}
}

function* get(visit: Visit, key: string, kept: Kept, moment: Moment): Generator<Visit> {
	const answer = (value: string | null): Visit => ({ ...visit, outcome: { is: 'done', value } });
	const taken = visit.taken[key];
	if (taken !== undefined) return yield answer(taken);
	const own = ownWish(visit.pending, key);
	if (own !== undefined) {
		if (typeof own !== 'object') return yield answer(null);
		if (!own.flash) return yield answer(own.text);
		const pending = withWish(visit.pending, key, 'spent');
		return yield { ...answer(own.text), pending, taken: withKey(visit.taken, key, own.text) };
	}
	if (visit.session !== 'live') return yield answer(null);
	const possible = seen(visit, moment).map((values) => values[key]);
	for (const value of possible) if (!value?.flash) yield answer(value?.text ?? null);
	if (!possible.some((value) => value?.flash)) return;
	// It can be taken no more where that needs another cookie.
	if (refusal(visit, kept) !== null) yield answer(null);
	// By the time it asked for the flash, that was another's, or the session's end had come.
	for (const standing of standingsSinceCall(visit, moment)) {
		if (standing.is !== 'live') yield answer(null);
		else if (!standing.values[key]?.flash) yield answer(standing.values[key]?.text ?? null);
	}
}

function* has(visit: Visit, key: string, moment: Moment): Generator<Visit> {
	const answer = (value: boolean): Visit => ({ ...visit, outcome: { is: 'done', value } });
	if (visit.taken[key] !== undefined) return yield answer(true);
	const own = ownWish(visit.pending, key);
	if (own !== undefined) return yield answer(typeof own === 'object');
	if (visit.session !== 'live') return yield answer(false);
	for (const values of seen(visit, moment)) yield answer(values[key] !== undefined);
}

function* store(visit: Visit, moment: Moment): Generator<Visit> {
	const stored: Visit = { ...visit, pending: nothingPending, outcome: done };
	if (isNothing(visit.pending)) return yield stored;
	if (isAllSpent(visit.pending)) yield stored;
	if (visit.session === 'moved' || visit.session === 'over') return yield { ...visit, outcome: ended };
	if (visit.session !== 'live') return;
	if (seen(visit, moment).some((values) => mayChangeNothing(visit.pending, values))) yield stored;
	if (wasOver(visit, moment)) yield { ...visit, outcome: ended };
}

function* reload(visit: Visit, kept: Kept, moment: Moment): Generator<Visit> {
	if (visit.session !== 'live') return yield { ...visit, outcome: done };
	const kinds = new Set(standingsSinceCall(visit, moment).map(({ is }) => is));
	const newest = kept === 'in a store' ? { known: {}, knownAt: moment.calledAt } : {};
	if (kinds.has('live')) yield { ...visit, ...newest, outcome: done };
	if (kinds.has('moved')) yield { ...visit, session: 'moved', subject: null, outcome: done };
	if (kinds.has('gone')) yield { ...visit, session: 'over', subject: null, outcome: done };
}

function* destroy(visit: Visit, kept: Kept, moment: Moment): Generator<Visit> {
	// It goes on under another id, which is not this request's to end.
	const refused: Visit = { ...visit, pending: nothingPending, taken: {}, outcome: ended };
	if (visit.session === 'moved') return yield { ...visit, outcome: ended };
	if (visit.session !== 'live') return yield { ...destroyed(visit), outcome: done };
	const tooLate = refusal(visit, kept);
	if (tooLate !== null) return yield { ...visit, outcome: tooLate };
	const kinds = new Set(standingsSinceCall(visit, moment).map(({ is }) => is));
	if (kinds.has('gone')) yield { ...destroyed(visit), outcome: done };
	if (kinds.has('moved')) yield refused;
}

/** Whether the session was over at any time since the call. */
function wasOver(visit: Visit, moment: Moment): boolean {
	return standingsSinceCall(visit, moment).some(({ is }) => is !== 'live');
}
