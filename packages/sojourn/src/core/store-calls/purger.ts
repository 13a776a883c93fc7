import type { Store } from '../../contract/store.ts';
import { startQuietInterval } from '../environment.ts';
import type { Budget } from './budget.ts';

/** Milliseconds between two rounds. */
const interval = 30_000;
/** Records that one store call removes at most. */
const batchSize = 1000;
/** Without timers, one batch follows every so many commits. */
const commitsBetweenBatches = 100;

/**
 * Removes expired records without being asked: by a timer that does not keep the process alive, started by the
 * first commit; where there are no such timers, by a batch after every hundredth commit.
 */
export class Purger {
	readonly #store: Store;
	readonly #budget: () => Budget;
	#needed: boolean;
	#timer: { stop(): void } | null | undefined;
	#commits = 0;
	#inRound = false;

	constructor(store: Store, budget: () => Budget) {
		this.#store = store;
		this.#budget = budget;
		this.#needed = store.capabilities.purge;
	}

	/** Takes note of a commit. */
	note(): void {
		if (!this.#needed) return;
		if (this.#timer === undefined) {
			this.#timer = startQuietInterval(() => void this.#round(() => this.purge()), interval);
		}
		if (this.#timer !== null) return;
		this.#commits += 1;
		if (this.#commits % commitsBetweenBatches === 0) void this.#round(() => this.#batch());
	}

	/** Removes everything that has expired; answers how many records that were. */
	async purge(): Promise<number> {
		if (!this.#needed) return 0;
		for (let total = 0; ; ) {
			const removed = await this.#batch();
			total += removed;
			if (removed === 0) return total;
			// Requests come in between two batches.
			await new Promise<void>((resolve) => {
				setTimeout(resolve, 0);
			});
		}
	}

	stop(): void {
		this.#needed = false;
		this.#timer?.stop();
	}

	/** Nobody waits for a round: the next one waits for its turn, and its failure was told by the budget. */
	async #round(run: () => Promise<number>): Promise<void> {
		if (this.#inRound) return;
		this.#inRound = true;
		try {
			await run();
		} catch {
			// The next round tries again.
		} finally {
			this.#inRound = false;
		}
	}

	async #batch(): Promise<number> {
		return this.#budget().call('harmless', (call) => this.#store.purge(batchSize, call));
	}
}
