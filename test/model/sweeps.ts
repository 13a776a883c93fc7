import type { Revocation } from './operations.ts';
import { withKey, withoutKey } from './values.ts';
import { type Sweep, standingOf, type World, withEnd } from './world.ts';

/** The worlds in which a revocation has come one step further. */
export function* sweep(world: World, name: string, revocation: Revocation): Generator<World> {
	const state = world.sweeps[name];
	if (state === undefined || state.outcome !== null) return;
	const { subject } = revocation;
	if (revocation.do === 'revoke') {
		const standing = standingOf(world, revocation.token);
		const isInCookies = world.kept !== 'in a store';
		const found = standing.is === 'live' && (isInCookies || standing.subject === subject);
		const left = found ? withEnd(world, revocation.token, () => ({ is: 'gone' })) : world;
		yield withSweep(left, name, { ...state, outcome: { is: 'done', value: found } });
		// Of a session in cookies that has expired, nobody knows that there is nothing to end.
		if (isInCookies && !found) yield withSweep(world, name, { ...state, outcome: { is: 'done', value: true } });
		return;
	}
	const left = Object.entries(world.standings).filter(
		([token, standing]) => token !== revocation.except && standing.is === 'live' && standing.subject === subject,
	);
	if (left.length === 0) yield withSweep(world, name, { ...state, outcome: { is: 'done', value: state.ended } });
	for (const [token] of left) {
		const ended = withEnd(world, token, () => ({ is: 'gone' }));
		yield withSweep(ended, name, { ...state, ended: state.ended + 1 });
	}
}

export function withSweep(world: World, name: string, state: Sweep): World {
	return { ...world, sweeps: withKey(world.sweeps, name, state) };
}

export function withoutSweep(world: World, name: string): World {
	return { ...world, sweeps: withoutKey(world.sweeps, name) };
}
