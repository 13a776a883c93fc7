import type { Contestant } from '../contestants.ts';
import { kinds } from '../kinds.ts';
import type { Results } from './results.ts';

/** The part of its floor's speed that each of ours has to have. */
const leastOfFloor = 0.85;

/** What part of the bare server's speed ours aims at, by the kind of request. */
const aims: Readonly<Record<string, Readonly<Record<string, number>>>> = {
	'sojourn, memory': { a: 0.97, b: 0.5, c: 0.4, d: 0.45 },
	'sojourn, cookie': { a: 0.97, b: 0.42, c: 0.25, d: 0.42 },
	'sojourn, sqlite': { a: 0.97 },
	'sojourn, redis': { a: 0.97 },
};

/** Every goal that was missed, in words. */
export function missedGoals(contestants: readonly Contestant[], results: Results): readonly string[] {
	const toBare = (name: string, kind: string): number => results.get(name)?.[kind]?.toBare.median ?? Number.NaN;
	const missed: string[] = [];
	for (const { name, floor, rival, native } of contestants) {
		for (const { letter } of kinds) {
			const ofFloor = results.get(name)?.[letter]?.toFloor?.median;
			if (floor !== undefined && ofFloor !== undefined && ofFloor < leastOfFloor) {
				missed.push(`${name}, ${letter}: ${ofFloor.toFixed(2)} of its floor, not ${leastOfFloor}`);
			}
			const aim = aims[name]?.[letter];
			if (aim !== undefined && toBare(name, letter) < aim) {
				missed.push(`${name}, ${letter}: ${toBare(name, letter).toFixed(2)} of the bare server, not ${aim}`);
			}
			if (rival !== undefined && native !== true && toBare(rival, letter) < toBare(name, letter)) {
				missed.push(`${rival}, ${letter}: behind ${name}`);
			}
		}
	}
	return missed;
}
