import type { VisitAnswer } from './application.ts';

/** The values of a session that only grow. */
type Numbers = Record<'count' | 'note', number>;

/** A session, as far as one can tell from the answers about it. */
export class KnownSession {
	readonly owner: string;
	/** The Cookie header. */
	cookie: string;
	/** It was to be ended, and the answer failed; or Redis has lost what it held. */
	mayHaveEnded: boolean;
	/** What answers have acknowledged. */
	readonly acknowledged: Numbers = { count: 0, note: 0 };
	/** What was asked for, acknowledged or not. */
	readonly asked: Numbers = { count: 0, note: 0 };

	constructor(owner: string, cookie: string, mayHaveEnded: boolean) {
		this.owner = owner;
		this.cookie = cookie;
		this.mayHaveEnded = mayHaveEnded;
	}

	/**
	 * What is wrong with an answer, or null.
	 *
	 * @param before what was acknowledged when it was asked for
	 */
	faultOf(visit: VisitAnswer, before: Readonly<Numbers>): string | null {
		if (visit.owner === null) return this.mayHaveEnded ? null : 'A session is gone that nobody has ended.';
		if (visit.owner !== this.owner) return 'A session is that of somebody else.';
		for (const key of ['count', 'note'] as const) {
			const value = visit[key];
			if (value === null || value < before[key]) return `The ${key} is ${value}; ${before[key]} was acknowledged.`;
			if (value > this.asked[key]) return `The ${key} is ${value}; no more than ${this.asked[key]} was asked for.`;
		}
		return null;
	}

	/** An answer has acknowledged so much. */
	acknowledge(key: keyof Numbers, value: number): void {
		this.acknowledged[key] = Math.max(this.acknowledged[key], value);
	}
}
