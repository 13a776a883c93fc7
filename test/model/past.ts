import type { Values } from './values.ts';
import { type Standing, standingOf, type World } from './world.ts';

/** What each cookie may have stood for, in any world, and at which event last. Events are counted from 0. */
export class Past {
	readonly #tokens = new Map<string, Map<string, { readonly standing: Standing; last: number }>>();

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
		const text = JSON.stringify(standing);
		const entry = known.get(text);
		if (entry === undefined) known.set(text, { standing, last: event });
		else entry.last = Math.max(entry.last, event);
	}

	/** What one token stood for, another that takes its place has stood for too. */
	carryOver(from: string | null, to: string): void {
		const known = from === null ? undefined : this.#tokens.get(from);
		for (const { standing, last } of known?.values() ?? []) this.note(to, standing, last);
	}

	/** The earliest event that makes no difference to this one: since it and since the one after it, the same was possible. */
	sameAs(token: string | null, event: number): number {
		const known = token === null ? undefined : this.#tokens.get(token);
		let same = 0;
		for (const { last } of known?.values() ?? []) {
			if (last === event) return event;
			if (last < event) same = Math.max(same, last + 1);
		}
		return same;
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
