import { numberOf } from './equality.ts';
import type { Values } from './values.ts';
import { type Standing, standingOf, type World } from './world.ts';

/** What each cookie may have stood for, in any world, and at which event last. Events are counted from 0. */
export class Past {
	readonly #tokens = new Map<string, Map<number, { readonly standing: Standing; last: number }>>();

	/** Takes down what the cookies of requests stand for in a world at an event. */
	record(world: World, event: number): void {
		for (const { token } of Object.values(world.visits)) {
			if (token !== null) this.note(token, standingOf(world, token), event);
		}
	}

	/** Takes down what a token stands for at an event. */
	note(token: string, standing: Standing, event: number): void {
		const known = this.#tokens.get(token) ?? new Map();
		this.#tokens.set(token, known);
		const entry = known.get(numberOf(standing));
		if (entry === undefined) known.set(numberOf(standing), { standing, last: event });
		else entry.last = event;
	}

	/** The latest event that makes no difference to this one: at it and after it, and after it alone, the same was possible. */
	sameAs(token: string | null, event: number): number {
		const known = token === null ? undefined : this.#tokens.get(token);
		let next = Number.POSITIVE_INFINITY;
		for (const { last } of known?.values() ?? []) if (last >= event && last < next) next = last;
		return next === event || next === Number.POSITIVE_INFINITY ? event : next - 1;
	}

	/** What the token may have stood for at this event or later. */
	standingsSince(token: string | null, event: number): readonly Standing[] {
		const known = token === null ? undefined : this.#tokens.get(token);
		if (known === undefined) return [{ is: 'gone' }];
		return [...known.values()].filter(({ last }) => last >= event).map(({ standing }) => standing);
	}

	/** What a session may have held at this event or later. */
	valuesSince(token: string | null, event: number): readonly Values[] {
		return this.standingsSince(token, event).flatMap((standing) => (standing.is === 'live' ? [standing.values] : []));
	}
}
