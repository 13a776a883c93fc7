/**
 * The handlers that are at work on one request: one within the other, one beside the other, or one after the other. The
 * outer one commits what all of them have changed; one that goes on when it is done commits by itself.
 */
export class Handlers {
	#atWork = 0;
	#hasOuter = false;

	/** One begins. Answers whether it is the outer one. */
	begin(): boolean {
		const isOuter = !this.#hasOuter;
		this.#hasOuter = true;
		this.#atWork += 1;
		return isOuter;
	}

	/** One is done. */
	end(isOuter: boolean): void {
		this.#atWork -= 1;
		if (isOuter) this.#hasOuter = false;
	}

	/** Whether one is at work that will commit. */
	get haveOuter(): boolean {
		return this.#hasOuter;
	}

	/** Whether any is at work. */
	get areAtWork(): boolean {
		return this.#atWork > 0;
	}
}
