import type { Budget } from './budget.ts';
import { SojournError } from './errors.ts';
import type { LiveSession, StateChange } from './live-session.ts';

/** Writes the state that all changes make together over `base`, which may be over, and answers the session as it stands then. */
export type BatchWriter = (base: LiveSession, changes: readonly StateChange[], budget: Budget) => Promise<LiveSession>;

/** Gives the session as it stands after a turn, or throws what the turn failed with. */
type Result = () => LiveSession;

interface Turn {
	readonly session: LiveSession;
	readonly budget: Budget;
	/** A change can be merged with its neighbours; anything else has its turn alone. */
	readonly change: StateChange | null;
	readonly run: (base: LiveSession) => Promise<LiveSession>;
	readonly settle: (result: Result) => void;
}

interface Lane {
	/** The newest state that this process knows to stand in the store. */
	base: LiveSession | null;
	/** The turns that nobody has begun, in the order in which they came. */
	readonly waiting: Set<Turn>;
	/** Fulfilled when the write that is under way is done. */
	writing: Promise<void> | null;
}

/** The part of a request's time that it waits for others before it writes by itself. */
const patience = 1 / 4;

/**
 * One lane for each session that is being written: changes that come while a write is under way are merged into
 * the next one, over the state that the last one left, so that the requests of one process do not conflict with
 * each other.
 *
 * Each write is made by a request whose own change is in it, because on Workers a request's timers and connections
 * end with the request. They end without a word when its client leaves; so nobody waits for another for long.
 */
export class Lanes {
	readonly #lanes = new Map<string, Lane>();
	readonly #write: BatchWriter;

	constructor(write: BatchWriter) {
		this.#write = write;
	}

	/** Applies a change, together with others that wait. */
	change(session: LiveSession, change: StateChange, budget: Budget): Promise<LiveSession> {
		return this.#enqueue(session, budget, change, (base) => this.#write(base, [change], budget));
	}

	/** Runs a step that must not be merged with anything. */
	alone(session: LiveSession, budget: Budget, run: (base: LiveSession) => Promise<LiveSession>): Promise<LiveSession> {
		return this.#enqueue(session, budget, null, run);
	}

	async #enqueue(
		session: LiveSession,
		budget: Budget,
		change: StateChange | null,
		run: Turn['run'],
	): Promise<LiveSession> {
		const { key } = session;
		const { promise, resolve } = Promise.withResolvers<Result>();
		const turn: Turn = { session, budget, change, run, settle: resolve };
		let lane = this.#lanes.get(key) ?? this.#open(key);
		lane.waiting.add(turn);
		const reserve = budget.remaining * (1 - patience);
		while (lane.writing !== null && lane.waiting.has(turn)) {
			if (await budget.waitFor(lane.writing, budget.remaining - reserve)) continue;
			if (!lane.waiting.delete(turn)) break;
			lane = this.#open(key);
			lane.waiting.add(turn);
		}
		if (lane.waiting.has(turn)) await this.#lead(lane, turn);
		else if (!(await budget.waitFor(promise, budget.remaining))) throw budget.late('change');
		return (await promise)();
	}

	#open(key: string): Lane {
		const lane: Lane = { base: null, waiting: new Set(), writing: null };
		this.#lanes.set(key, lane);
		return lane;
	}

	/** Takes a turn with all that can be merged with it. */
	async #lead(lane: Lane, leader: Turn): Promise<void> {
		const { promise, resolve } = Promise.withResolvers<void>();
		lane.writing = promise;
		const batch = leader.change === null ? [leader] : [...lane.waiting].filter((turn) => turn.change !== null);
		for (const turn of batch) lane.waiting.delete(turn);
		await this.#take(lane, batch);
		lane.writing = null;
		const { key } = leader.session;
		if (lane.waiting.size === 0 && this.#lanes.get(key) === lane) this.#lanes.delete(key);
		resolve();
	}

	async #take(lane: Lane, batch: readonly Turn[]): Promise<void> {
		const [first] = batch;
		if (first === undefined) return;
		const base = newest(lane.base, first.session);
		try {
			const session = await (batch.length === 1 ? first.run(base) : this.#merged(base, batch));
			lane.base = session;
			for (const turn of batch) turn.settle(() => session);
		} catch (error) {
			// What stands in the store is no longer known; the next turn starts from what its own request read.
			lane.base = null;
			if (batch.length > 1 && !concernsAll(error)) for (const turn of batch) await this.#take(lane, [turn]);
			else for (const turn of batch) turn.settle(() => rethrow(error));
		}
	}

	#merged(base: LiveSession, batch: readonly Turn[]): Promise<LiveSession> {
		const changes = batch.flatMap((turn) => (turn.change === null ? [] : [turn.change]));
		return this.#write(base, changes, largest(batch));
	}
}

/** Whether a merged write failed for all its changes alike, and not for one of them (too large, an update that throws). */
function concernsAll(error: unknown): boolean {
	return (
		error instanceof SojournError && error.code !== 'SOJOURN_TOO_LARGE' && error.code !== 'SOJOURN_VALUE_UNSUPPORTED'
	);
}

function rethrow(error: unknown): never {
	throw error;
}

function newest(known: LiveSession | null, read: LiveSession): LiveSession {
	return known !== null && (known.ended || known.version > read.version) ? known : read;
}

function largest(batch: readonly Turn[]): Budget {
	return batch.reduce(
		(most, turn) => (turn.budget.remaining > most.remaining ? turn.budget : most),
		(batch[0] as Turn).budget,
	);
}
