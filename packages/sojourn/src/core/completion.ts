/** Something that is under way. A promise of its end is made only for those who wait for it. */
export class Completion {
	#waiters: PromiseWithResolvers<void> | null = null;
	#isComplete = false;

	/** Fulfilled when it is over. */
	get promise(): Promise<void> {
		if (this.#waiters === null) {
			this.#waiters = Promise.withResolvers();
			if (this.#isComplete) this.#waiters.resolve();
		}
		return this.#waiters.promise;
	}

	/** It is over. */
	complete(): void {
		this.#isComplete = true;
		this.#waiters?.resolve();
	}
}
