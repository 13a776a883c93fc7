import { Violation } from '../../model/worlds.ts';
import { type Happening, newOracle, tell } from './happenings.ts';

/**
 * Takes out of a history whose end the model refuses whatever it refuses that same end without: whole requests, and
 * whatever else was brought about by one and the same. What made a value or a cookie that is still spoken of stays.
 */
export function shortestHistory(history: readonly Happening[]): readonly Happening[] {
	let shortest = history;
	for (;;) {
		const before = shortest;
		for (const name of namesIn(before).toReversed()) {
			const rest = shortest.filter(({ by }) => by !== name);
			if (!isSpokenOf(name, shortest, rest) && isRefusedAtItsEnd(rest)) shortest = rest;
		}
		if (shortest === before) return shortest;
	}
}

/** The names in a history but for the last, which brought about what is refused. */
function namesIn(history: readonly Happening[]): readonly string[] {
	const names = new Set(history.map(({ by }) => by));
	names.delete(history.at(-1)?.by ?? '');
	return [...names];
}

function isSpokenOf(name: string, history: readonly Happening[], rest: readonly Happening[]): boolean {
	const cookies = history.flatMap(({ by, what }) =>
		by === name && what.is === 'sent' && typeof what.change === 'object' ? [what.change.value] : [],
	);
	// A value tells whose it is.
	const traces = [`${name}.`, ...cookies];
	return rest.some(({ what }) => {
		// A cookie with which nothing was found needs nothing before it.
		const spoken = what.is === 'looked on' ? what.found.filter(({ sight }) => sight !== null) : what;
		const text = JSON.stringify(spoken);
		return traces.some((trace) => text.includes(trace));
	});
}

function isRefusedAtItsEnd(history: readonly Happening[]): boolean {
	const oracle = newOracle();
	for (const [index, happening] of history.entries()) {
		try {
			tell(happening, oracle);
		} catch (error) {
			if (error instanceof Violation) return index === history.length - 1;
			throw error;
		}
	}
	return false;
}
