import { heldBy, type Moment } from './time.ts';
import { changedFrom, type Values, withChanged } from './values.ts';
import { type Live, type Standing, standingOf, type Visit, type World, withStanding } from './world.ts';

/** What the request's cookie may have stood for since its call in flight was made. */
export function standingsSinceCall(visit: Visit, moment: Moment): readonly Standing[] {
	return moment.past.standingsSince(visit.token, moment.calledAt);
}

/** What the request may take its session to hold. */
export function seen(visit: Visit, moment: Moment): readonly Values[] {
	const { token, known, knownAt } = visit;
	const then = moment.past.valuesSince(token, knownAt).map((values) => withChanged(values, known));
	return [...then, ...moment.past.valuesSince(token, knownAt + 1)];
}

/**
 * What a request may find when it asks for its session. A session in a cookie is then the request's own, and may be
 * renewed.
 */
export function* lookedUp(
	world: World,
	request: string,
	visit: Visit,
	moment: Moment,
): Generator<readonly [World, Visit]> {
	if (visit.session !== 'not asked for') return yield [world, visit];
	const standings = standingsSinceCall(visit, moment);
	const kinds = new Set(standings.map(({ is }) => is));
	if (kinds.has('gone')) yield [world, { ...visit, session: 'none' }];
	if (kinds.has('moved')) yield [world, { ...visit, session: 'moved' }];
	const standing = standingOf(world, visit.token);
	const live = standing.is === 'live' ? [standing] : standings.filter(({ is }) => is === 'live');
	for (const found of live) if (found.is === 'live') yield entered(world, request, visit, found, moment);
}

function entered(world: World, request: string, visit: Visit, found: Live, moment: Moment): readonly [World, Visit] {
	const entering: Visit = { ...visit, session: 'live', subject: found.subject, knownAt: moment.calledAt };
	if (world.kept === 'in a store') return [world, entering];
	const token = `${request}@`;
	const own = heldBy(moment, found, standingOf(world, visit.token));
	moment.past.note(token, own, moment.event);
	return [withStanding(world, token, own), { ...entering, token, known: changedFrom({}, found.values) }];
}
