import assert from 'node:assert/strict';

/** Work on an input of so many bytes: what it needs is made first, and only what it answers is timed. */
export type Work = (bytes: number) => () => Promise<unknown>;

const sizes = [10_000, 100_000, 1_000_000];
/** Each size is timed over so many bytes in all, so that the smallest takes long enough to be timed. */
const bytesTimed = 200_000;
/** The quickest of so many rounds counts, and of more where the rest of the machine got in the way. */
const rounds = 3;
const mostRounds = 15;
/** Ten times the bytes take a linear algorithm ten times as long, and a quadratic one a hundred times. */
const mostTimes = 40;

/**
 * Checks that ten times the input takes nothing like a hundred times as long. Sizes are compared with each other in one
 * process, so that it does not matter how fast that is.
 */
export async function assertNoWorseThanLinear(name: string, work: Work): Promise<void> {
	const timers = sizes.map((size) => new Timer(work(size), Math.ceil(bytesTimed / size)));
	for (const [index, timer] of timers.entries()) {
		await timer.run(rounds);
		const smaller = timers[index - 1];
		if (smaller === undefined) continue;
		for (let round = rounds; timer.quickest >= smaller.quickest * mostTimes; round += 1) {
			const times = (timer.quickest / smaller.quickest).toFixed(0);
			assert.ok(round < mostRounds, `${name}: ${sizes[index]} bytes take ${times} times as long as a tenth of them`);
			await timer.run(1);
			await smaller.run(1);
		}
	}
}

/** Times one size. */
class Timer {
	/** Milliseconds that the work took, at best. */
	quickest = Number.POSITIVE_INFINITY;
	readonly #run: () => Promise<unknown>;
	readonly #times: number;

	constructor(run: () => Promise<unknown>, times: number) {
		this.#run = run;
		this.#times = times;
	}

	async run(times: number): Promise<void> {
		for (let round = 0; round < times; round += 1) {
			const start = performance.now();
			for (let index = 0; index < this.#times; index += 1) await this.#run();
			this.quickest = Math.min(this.quickest, (performance.now() - start) / this.#times);
		}
	}
}
