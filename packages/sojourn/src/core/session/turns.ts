import type { MaybePromise } from '../../promises/maybe-promise.ts';

/** Lets what must not overlap run one after the other. */
export class Turns {
	#isTaken = false;
	/** The end of what runs now. Made only for those who wait for it. */
	#end: PromiseWithResolvers<void> | null = null;

	/** Whether nothing runs. */
	get isFree(): boolean {
		return !this.#isTaken;
	}

	/** Fulfilled when what runs now is done; null when nothing runs. */
	get current(): Promise<void> | null {
		if (!this.#isTaken) return null;
		this.#end ??= Promise.withResolvers();
		return this.#end.promise;
	}

	/** Runs it when nothing else does. */
	take<Result>(run: () => MaybePromise<Result>): MaybePromise<Result> {
		const { current } = this;
		if (current !== null) return current.then(() => this.take(run));
		this.#isTaken = true;
		let result: MaybePromise<Result>;
		try {
			result = run();
		} catch (error) {
			this.#finish();
			throw error;
		}
		if (result instanceof Promise) return this.#finishAfter(result);
		this.#finish();
		return result;
	}

	/** What `finally` makes would take several turns of the event loop's microtasks more. */
	#finishAfter<Result>(running: Promise<Result>): Promise<Result> {
		return running.then(
			(result) => {
				this.#finish();
				return result;
			},
			(error: unknown) => {
				this.#finish();
				throw error;
			},
		);
	}

	#finish(): void {
		const end = this.#end;
		this.#isTaken = false;
		this.#end = null;
		end?.resolve();
	}
}
