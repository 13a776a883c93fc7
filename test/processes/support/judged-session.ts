import type { Sessions, UntypedData } from 'sojourn';
import type { Sight } from '../../model/operations.ts';
import { Oracle } from '../../model/oracle.ts';
import { sightOf } from '../../model/perform.ts';
import { retell, type VisitEvent } from './visitor.ts';

/** In milliseconds: neither limit of time is reached. */
const limits = { idle: 86_400_000, absolute: 30 * 86_400_000 };

/** A session that many use, and what they may see of it. */
export class JudgedSession {
	/** The cookie by which it is in use; null where there is none. */
	cookie: string | null = null;
	readonly #oracle = new Oracle('in a store', limits, 0);
	readonly #observer: Sessions<UntypedData>;
	readonly #cookies = new Set<string>();
	readonly #events: VisitEvent[] = [];

	/** @param observer a manager of the sessions, to look on */
	constructor(observer: Sessions<UntypedData>) {
		this.#observer = observer;
	}

	/** Judges what happened, in order, and what is left when all of it is over. */
	async judge(events: readonly VisitEvent[]): Promise<void> {
		try {
			for (const event of events) {
				this.#events.push(event);
				retell(event, this.#oracle);
				const { what } = event;
				if (what.is === 'sent' && typeof what.change === 'object') this.#cookies.add(what.change.value);
				if (what.is === 'answered' && what.outcome.is === 'failed') throw new Error(what.outcome.because);
			}
			await this.#look();
		} catch (error) {
			const happened = this.#events.map(({ request, what }) => `  ${request} ${JSON.stringify(what)}`).join('\n');
			throw new Error(`${error instanceof Error ? error.stack : error}\nWhat happened:\n${happened}`);
		}
	}

	async #look(): Promise<void> {
		const sights = new Map<string, Sight | null>();
		this.cookie = null;
		for (const cookie of this.#cookies) {
			const sight = await sightOf(this.#observer, cookie);
			sights.set(this.#oracle.tokenOf(cookie) ?? '', sight);
			if (sight !== null) this.cookie = cookie;
		}
		this.#oracle.observe(sights);
		this.#oracle.forgetMoved();
	}
}
