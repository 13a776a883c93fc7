import type { Contestant } from '../contestants.ts';
import { kinds } from '../kinds.ts';
import type { Measurement } from '../measure/rounds.ts';
import { type Summary, summarize } from '../measure/statistics.ts';

/** What one server did with one kind of request over all rounds. */
export interface Result {
	readonly perSecond: Summary;
	/** To the server without sessions, round by round. */
	readonly toBare: Summary;
	/** To its floor, round by round, where it has one. */
	readonly toFloor: Summary | null;
	/** Microseconds of the server's processor time for a request. */
	readonly processorTime: Summary;
}

/** The results of a server by the letter of the kind of request. */
export type Results = ReadonlyMap<string, Readonly<Record<string, Result>>>;

/** Compares every measurement with that of the bare server, and of the floor, in the same round. */
export function compare(contestants: readonly Contestant[], measurements: readonly Measurement[]): Results {
	const of = (contestant: string, kind: string): readonly Measurement[] =>
		measurements.filter((each) => each.contestant === contestant && each.kind === kind);
	const ratio = (own: readonly Measurement[], other: readonly Measurement[]): Summary =>
		summarize(own.map((each, index) => each.perSecond / (other[index]?.perSecond ?? Number.NaN)));
	return new Map(
		contestants.map(({ name, bare, floor }) => [
			name,
			Object.fromEntries(
				kinds.map(({ letter }) => {
					const own = of(name, letter);
					const result: Result = {
						perSecond: summarize(own.map((each) => each.perSecond)),
						toBare: ratio(own, of(bare, letter)),
						toFloor: floor === undefined ? null : ratio(own, of(floor, letter)),
						processorTime: summarize(own.map((each) => each.processorTime)),
					};
					return [letter, result];
				}),
			),
		]),
	);
}
