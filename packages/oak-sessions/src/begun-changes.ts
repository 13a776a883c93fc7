/** The changes that a request has begun, waited for or not. */
export class BegunChanges {
	readonly #all: Promise<void>[] = [];
	#failure: { readonly error: unknown } | null = null;

	/** Notes a change. Whoever does not wait for it learns of its failure from the answer. */
	add(change: Promise<void>): Promise<void> {
		this.#all.push(change);
		change.catch((error: unknown) => {
			this.#failure ??= { error };
		});
		return change;
	}

	/** Waits until all have come to an end. */
	async end(): Promise<void> {
		if (this.#all.length > 0) await Promise.allSettled(this.#all);
	}

	/** Throws what the first of those that have ended failed with. */
	throwFailure(): void {
		if (this.#failure !== null) throw this.#failure.error;
	}
}
