interface Timer {
	readonly due: number;
	readonly run: () => void;
}

/** Milliseconds: a pause up to this may be over at any moment; longer times pass only when nothing else can happen. */
const shortPause = 100;

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

/**
 * Takes the place of this process's timers and of `performance.now`, so that deadlines and pauses are part of the
 * order of events, not of the time that a machine takes.
 */
export class VirtualTime {
	readonly #timers = new Map<number, Timer>();
	readonly #onPause: (elapse: () => void) => void;
	#now = 0;
	#last = 0;

	/** @param onPause is given every short pause, to say when it is over */
	constructor(onPause: (elapse: () => void) => void) {
		this.#onPause = onPause;
	}

	/** Takes over until the function that it answers is called. */
	install(): () => void {
		const setVirtual = (run: () => void, milliseconds = 0): number => this.#set(run, milliseconds);
		const clearVirtual = (id: unknown): void => {
			if (typeof id === 'number') this.#timers.delete(id);
			else real.clearTimeout(id as NodeJS.Timeout);
		};
		Object.assign(globalThis, { setTimeout: setVirtual, clearTimeout: clearVirtual });
		Object.defineProperty(performance, 'now', { value: () => this.#now, configurable: true });
		return () => {
			Object.assign(globalThis, real);
			Reflect.deleteProperty(performance, 'now');
		};
	}

	/** Lets the time of the next timer come; answers whether there was one. */
	elapse(): boolean {
		const [next] = [...this.#timers].sort(([, left], [, right]) => left.due - right.due);
		if (next === undefined) return false;
		this.#fire(...next);
		return true;
	}

	#set(run: () => void, milliseconds: number): number {
		this.#last += 1;
		const id = this.#last;
		const timer: Timer = { due: this.#now + milliseconds, run };
		this.#timers.set(id, timer);
		if (milliseconds <= shortPause) this.#onPause(() => this.#timers.has(id) && this.#fire(id, timer));
		return id;
	}

	#fire(id: number, timer: Timer): void {
		this.#timers.delete(id);
		this.#now = Math.max(this.#now, timer.due);
		timer.run();
	}
}
