import type { Sessions, UntypedData } from 'sojourn';
import type { Sight } from '../../model/operations.ts';
import { sightOf } from '../../model/perform.ts';
import { Violation } from '../../model/worlds.ts';
import { type Happening, newOracle, tell } from './happenings.ts';
import { shortestHistory } from './shortest-history.ts';

/** A session that many use, with those that follow when it has ended, and what their visitors may see. */
export class JudgedSession {
	/** The cookie by which it is in use; null where there is none. */
	cookie: string | null = null;
	/** Those whose session it may be, and nobody else's. */
	readonly subjects: readonly string[];
	readonly #oracle = newOracle();
	readonly #observer: Sessions<UntypedData>;
	readonly #cookies = new Set<string>();
	readonly #history: Happening[] = [];

	/** @param observer a manager of the sessions, to look on */
	constructor(observer: Sessions<UntypedData>, subjects: readonly string[]) {
		this.#observer = observer;
		this.subjects = subjects;
	}

	/**
	 * Judges what happened, in order.
	 *
	 * @throws Violation with the shortest history in which that cannot have happened
	 */
	judge(happenings: readonly Happening[]): void {
		for (const { by, what } of happenings) {
			this.#history.push({ by, what });
			if (what.is === 'sent' && typeof what.change === 'object') this.#cookies.add(what.change.value);
			try {
				tell({ by, what }, this.#oracle);
			} catch (error) {
				if (!(error instanceof Violation)) throw error;
				const lines = shortestHistory(this.#history).map((one) => `  ${one.by} ${JSON.stringify(one.what)}`);
				throw new Violation(`${error.message}\nThe shortest history that ends so:\n${lines.join('\n')}`);
			}
		}
	}

	/** How many records of it may stand in the store. */
	get recordCounts(): { readonly least: number; readonly most: number } {
		return this.#oracle.recordCounts;
	}

	/** Judges what is left while nothing is under way. */
	async look(name: string): Promise<void> {
		const found: { readonly cookie: string; readonly sight: Sight | null }[] = [];
		for (const cookie of this.#cookies) found.push({ cookie, sight: await sightOf(this.#observer, cookie) });
		const listed: Record<string, number> = {};
		for (const subject of this.subjects) listed[subject] = (await this.#observer.list(subject)).length;
		this.judge([{ by: name, what: { is: 'looked on', found, listed } }]);
		this.cookie = found.findLast(({ sight }) => sight !== null)?.cookie ?? null;
	}
}
