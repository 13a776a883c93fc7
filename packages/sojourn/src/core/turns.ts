import { andFinally } from '../crypto/maybe-promise.ts';
import { Completion } from './completion.ts';
import type { MaybePromise } from './store.ts';

/** Lets what must not overlap run one after the other. */
export class Turns {
	#current: Completion | null = null;

	/** Whether nothing runs. */
	get isFree(): boolean {
		return this.#current === null;
	}

	/** Fulfilled when what runs now is done; null when nothing runs. */
	get current(): Promise<void> | null {
		return this.#current === null ? null : this.#current.promise;
	}

	/** Runs it when nothing else does. */
	take<Result>(run: () => MaybePromise<Result>): MaybePromise<Result> {
		if (this.#current !== null) return this.#current.promise.then(() => this.take(run));
		const turn = new Completion();
		this.#current = turn;
		return andFinally(run, () => {
			this.#current = null;
			turn.complete();
		});
	}
}
