import assert from 'node:assert/strict';

/** Work on an input of so many bytes: what it needs is made first, and only what it answers is timed. */
export type Work = (bytes: number) => () => Promise<unknown>;

const smallestSize = 10_000;
const sizes = [100_000, 1_000_000];
/** Each size is timed over so many bytes in all, so that the smallest takes long enough to be timed. */
const bytesTimed = 200_000;
/** The quickest of so many rounds counts, and of more where the rest of the machine got in the way. */
const rounds = 3;
const mostRounds = 8;
/**
 * What is linear takes ten times as long for ten times the bytes, and somewhat longer where they no longer fit into the
 * caches; what is quadratic a hundred times. In between lies this power.
 */
const mostGrowth = 1.6;

/**
 * Checks that a hundred times the input takes nothing like ten thousand times as long. Sizes are compared with each other
 * in one process, by the time for which that had a processor, so that it does not matter how fast it is and what else runs.
 */
export async function assertNoWorseThanLinear(name: string, work: Work): Promise<void> {
	const timerOf = (size: number): Timer => new Timer(work(size), Math.ceil(bytesTimed / size));
	const smallest = timerOf(smallestSize);
	await smallest.run(rounds);
	for (const size of sizes) {
		const timer = timerOf(size);
		await timer.run(rounds);
		const most = (size / smallestSize) ** mostGrowth;
		for (let round = rounds; timer.quickest >= smallest.quickest * most; round += 1) {
			const times = (timer.quickest / smallest.quickest).toFixed(0);
			assert.ok(round < mostRounds, `${name}: ${size} bytes take ${times} times as long as ${smallestSize}`);
			await timer.run(1);
		}
	}
}

/** Times one size. */
class Timer {
	/** Microseconds that the work took, at best. */
	quickest = Number.POSITIVE_INFINITY;
	readonly #run: () => Promise<unknown>;
	readonly #times: number;

	constructor(run: () => Promise<unknown>, times: number) {
		this.#run = run;
		this.#times = times;
	}

	async run(times: number): Promise<void> {
		for (let round = 0; round < times; round += 1) {
			const start = process.cpuUsage();
			for (let index = 0; index < this.#times; index += 1) await this.#run();
			const { user, system } = process.cpuUsage(start);
			this.quickest = Math.min(this.quickest, (user + system) / this.#times);
		}
	}
}
