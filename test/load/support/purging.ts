import type { Sessions, UntypedData } from 'sojourn';

/** Removes what has expired as often as a manager does, whose own timer knows nothing of a clock that is faster than time. */
export class Purging {
	readonly #sessions: Sessions<UntypedData>;
	readonly #interval: number;
	#timer: NodeJS.Timeout | undefined;
	/** The one that is under way, or null. */
	#current: Promise<unknown> | null = null;

	/** @param interval milliseconds */
	constructor(sessions: Sessions<UntypedData>, interval: number) {
		this.#sessions = sessions;
		this.#interval = interval;
		this.start();
	}

	start(): void {
		this.#timer = setInterval(() => {
			this.#current ??= this.#sessions.purgeExpired().finally(() => {
				this.#current = null;
			});
		}, this.#interval);
	}

	/** Nothing is being removed when this is done. */
	async stop(): Promise<void> {
		clearInterval(this.#timer);
		await this.#current;
	}
}
