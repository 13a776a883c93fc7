import { emptyWorld, type Kept, type Visit, visitOf, type World } from './world.ts';

/** What was observed cannot have come about by the rules. */
export class Violation extends Error {
	override readonly name = 'Violation';
}

/** More than so many worlds mean that the rules leave everything open. */
const limit = 100_000;

/** Worlds share most of their parts, so what was written of those is remembered. */
const texts = new WeakMap<object, string>();

/** Every world in which all that was observed may have come about. */
export class Worlds {
	#worlds: readonly World[];

	constructor(kept: Kept) {
		this.#worlds = [emptyWorld(kept)];
	}

	get all(): readonly World[] {
		return this.#worlds;
	}

	/** Makes the same of every world. */
	map(change: (world: World) => World): void {
		const changed = this.#worlds.map(change);
		if (changed.some((world, index) => world !== this.#worlds[index])) this.#worlds = distinct(changed);
	}

	/** Adds what the worlds may become, and what those may. `steps` includes the world itself where it may stay. */
	spread(steps: (world: World) => Iterable<World>): void {
		const reached = new DistinctWorlds();
		let frontier = this.#worlds;
		while (frontier.length > 0) {
			const next: World[] = [];
			for (const world of frontier) {
				for (const step of steps(world)) if (reached.add(step) && step !== world) next.push(step);
			}
			if (reached.size > limit) throw new Error(`There are more than ${limit} worlds.`);
			frontier = next;
		}
		this.#worlds = reached.all;
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

/** Worlds without those that leave no more open than another. */
class DistinctWorlds {
	/** By all that tells them apart but for when their requests last knew what their sessions held. */
	readonly #alike = new Map<string, readonly World[]>();

	get all(): readonly World[] {
		return [...this.#alike.values()].flat();
	}

	/** How many texts tell them apart. */
	get size(): number {
		return this.#alike.size;
	}

	/** Adds a world, and answers whether that leaves more open. */
	add(world: World): boolean {
		const text = textOf(world);
		const alike = this.#alike.get(text) ?? [];
		if (alike.some((other) => knewEarlier(other, world))) return false;
		this.#alike.set(text, [...alike.filter((other) => !knewEarlier(world, other)), world]);
		return true;
	}
}

function distinct(worlds: readonly World[]): readonly World[] {
	if (worlds.length === 1) return worlds;
	const left = new DistinctWorlds();
	for (const world of worlds) left.add(world);
	return left.all;
}

function textOf({ standings, visits, sweeps }: World): string {
	const parts = [written(standings), JSON.stringify(sweeps)];
	for (const [request, visit] of Object.entries(visits)) parts.push(request, written(visit));
	return parts.join();
}

function written(part: Visit | World['standings']): string {
	const known = texts.get(part);
	if (known !== undefined) return known;
	const text = JSON.stringify('knownAt' in part ? { ...part, knownAt: null } : part);
	texts.set(part, text);
	return text;
}

/** Whether each request of one world last knew when that of the other did, or before: so it may see all that the other may. */
function knewEarlier(one: World, other: World): boolean {
	return Object.entries(one.visits).every(([request, { knownAt }]) => knownAt <= visitOf(other, request).knownAt);
}
