import { numberOf } from './equality.ts';
import { emptyWorld, type Kept, type World } from './world.ts';

/** What was observed cannot have come about by the rules. */
export class Violation extends Error {
	override readonly name = 'Violation';
}

/** More than so many worlds mean that the rules leave everything open. */
const limit = 100_000;

/** Every world in which all that was observed may have come about. */
export class Worlds {
	#worlds: readonly World[];

	constructor(kept: Kept) {
		this.#worlds = [emptyWorld(kept)];
	}

	/** Makes the same of every world. */
	map(change: (world: World) => World): void {
		this.#worlds = distinct(this.#worlds.map(change));
	}

	/** Adds what the worlds may become, and what those may. `steps` includes the world itself where it may stay. */
	spread(steps: (world: World) => Iterable<World>): void {
		const known = new Set<number>();
		const reached: World[] = [];
		let frontier = this.#worlds;
		while (frontier.length > 0) {
			const next: World[] = [];
			for (const world of frontier) {
				for (const step of steps(world)) {
					const number = numberOf(step);
					if (known.has(number)) continue;
					known.add(number);
					reached.push(step);
					if (step !== world) next.push(step);
				}
			}
			if (reached.length > limit) throw new Error(`There are more than ${limit} worlds.`);
			frontier = next;
		}
		this.#worlds = reached;
	}

	/** Leaves those that `judge` does not turn down with null, changed as it says. */
	keep(judge: (world: World) => World | null): void {
		this.branch(function* (world) {
			const kept = judge(world);
			if (kept !== null) yield kept;
		});
	}

	/** Puts in place of each world what it may have become: one, several, or none. */
	branch(become: (world: World) => Iterable<World>): void {
		const kept = distinct(this.#worlds.flatMap((world) => [...become(world)]));
		if (kept.length === 0) throw new Violation(this.#describe());
		this.#worlds = kept;
	}

	#describe(): string {
		const [first] = this.#worlds;
		const possible = this.#worlds.length === 1 ? 'the one way' : `one of ${this.#worlds.length} ways`;
		return `By the rules this cannot be observed. Before it, ${possible} in which things may have stood: ${JSON.stringify(first)}`;
	}
}

function distinct(worlds: readonly World[]): readonly World[] {
	if (worlds.length === 1) return worlds;
	return [...new Map(worlds.map((world) => [numberOf(world), world])).values()];
}
