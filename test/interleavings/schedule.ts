interface Point {
	readonly label: string;
	readonly release: () => void;
	/** Nothing else may wait while this goes on. */
	readonly onlyWhen: () => boolean;
}

/**
 * Decides the order in which things happen that could happen in any order. Everything that takes part waits at a
 * point until it is picked; then all that follows from it is let come to rest before the next pick. So a run is
 * repeated by its picks, whatever takes how long.
 */
export class Schedule {
	readonly #picks: readonly number[];
	readonly #points: Point[] = [];
	readonly #work = new Set<Promise<unknown>>();
	#picked = 0;
	/** What happened, in order. */
	readonly trace: string[] = [];

	/** @param picks which of the waiting points goes on, each counted round; after the last one the first that waits does */
	constructor(picks: readonly number[]) {
		this.#picks = picks;
	}

	/** Adds a line to what happened. */
	note(event: string): void {
		this.trace.push(event);
	}

	/** Waits to be picked. */
	point(label: string, onlyWhen: () => boolean = () => true): Promise<void> {
		return new Promise((resolve) => {
			this.#points.push({ label, release: resolve, onlyWhen });
		});
	}

	/** Lets work outside of this process's control come to its end before the next pick. */
	async during<T>(work: Promise<T>): Promise<T> {
		this.#work.add(work);
		try {
			return await work;
		} finally {
			this.#work.delete(work);
		}
	}

	/** Picks points until none waits; `idle` is asked then whether something can be brought about. */
	async run(afterPick: () => Promise<void>, idle: () => boolean): Promise<void> {
		for (;;) {
			await this.#rest();
			await afterPick();
			const ready = this.#points.filter(({ onlyWhen }) => onlyWhen());
			if (ready.length === 0) {
				if (idle()) continue;
				return;
			}
			const point = ready[(this.#picks[this.#picked] ?? 0) % ready.length] as Point;
			this.#picked += 1;
			this.#points.splice(this.#points.indexOf(point), 1);
			this.trace.push(point.label);
			point.release();
		}
	}

	async #rest(): Promise<void> {
		do {
			await Promise.allSettled(this.#work);
			// Everything that follows by promises alone has been done when this is.
			await new Promise((resolve) => setImmediate(resolve));
		} while (this.#work.size > 0);
	}
}
