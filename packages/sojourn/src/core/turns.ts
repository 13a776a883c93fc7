/** Lets what must not overlap run one after the other. */
export class Turns {
	#current: Promise<void> | null = null;

	/** Fulfilled when what runs now is done; null when nothing runs. */
	get current(): Promise<void> | null {
		return this.#current;
	}

	/** Runs it when nothing else does. */
	async take<Result>(run: () => Promise<Result>): Promise<Result> {
		while (this.#current !== null) await this.#current;
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#current = promise;
		try {
			return await run();
		} finally {
			this.#current = null;
			resolve();
		}
	}
}
