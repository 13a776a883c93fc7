import { SojournError, type SojournErrorCode } from '../../contract/errors.ts';
import type { MaybePromise } from '../../promises/maybe-promise.ts';
import type { SessionSnapshot, StateChange } from '../state/session-snapshot.ts';
import type { Budget } from '../store-calls/budget.ts';

/** Writes the state that all changes make together over `base`, which may be over, and answers the session as it stands then. */
export type BatchWriter = (
	base: SessionSnapshot,
	changes: readonly StateChange[],
	budget: Budget,
) => MaybePromise<SessionSnapshot>;

/** Gives the session as it stands after a turn, or throws what the turn failed with. */
type Result = () => SessionSnapshot;

interface Turn {
	readonly session: SessionSnapshot;
	readonly budget: Budget;
	/** A change can be merged with its neighbours; anything else has its turn alone. */
	readonly change: StateChange | null;
	readonly run: (base: SessionSnapshot) => MaybePromise<SessionSnapshot>;
	/** Once it was taken, by whichever request. */
	result: Result | null;
	readonly taken: PromiseWithResolvers<void>;
}

interface Lane {
	/** That of the session. */
	readonly key: string;
	/** The newest state that this process knows to stand in the store. */
	base: SessionSnapshot | null;
	/** The turns that nobody has begun, in the order in which they came. A visitor decides how many: each costs the same. */
	readonly waiting: Set<Turn>;
	/** The write that is under way, which may fail. */
	writing: Promise<unknown> | null;
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
	change(session: SessionSnapshot, change: StateChange, budget: Budget): MaybePromise<SessionSnapshot> {
		return this.#enqueue(session, budget, change, (base) => this.#write(base, [change], budget));
	}

	/** Runs a step that must not be merged with anything. */
	alone(
		session: SessionSnapshot,
		budget: Budget,
		run: (base: SessionSnapshot) => Promise<SessionSnapshot>,
	): MaybePromise<SessionSnapshot> {
		return this.#enqueue(session, budget, null, run);
	}

	#enqueue(
		session: SessionSnapshot,
		budget: Budget,
		change: StateChange | null,
		run: Turn['run'],
	): MaybePromise<SessionSnapshot> {
		const lane = this.#lanes.get(session.key);
		if (lane !== undefined)
			return this.#queue(lane, { session, budget, change, run, result: null, taken: Promise.withResolvers() });
		// What a store answers at once keeps nobody waiting, and needs no lane.
		const writing = run(session);
		return writing instanceof Promise ? this.#hold(this.#open(session.key), writing) : writing;
	}

	/** Lets those who come wait until a write is made: then the session stands as that has left it, if that is known. */
	#hold<Standing extends SessionSnapshot | null>(lane: Lane, writing: Promise<Standing>): Promise<Standing> {
		const held = writing.then(
			(session) => {
				this.#release(lane, session);
				return session;
			},
			(error: unknown) => {
				this.#release(lane, null);
				throw error;
			},
		);
		lane.writing = held;
		return held;
	}

	#release(lane: Lane, session: SessionSnapshot | null): void {
		lane.writing = null;
		lane.base = session;
		if (lane.waiting.size > 0 || this.#lanes.get(lane.key) !== lane) return;
		this.#lanes.delete(lane.key);
		// V8 keeps what was in a Map until the table that it was in is collected, which takes long when that is old.
		lane.base = null;
	}

	/** Waits until another's write was made, in which this turn was taken, or until it can be taken by itself. */
	async #queue(busy: Lane, turn: Turn): Promise<SessionSnapshot> {
		const { budget } = turn;
		const reserve = budget.remaining * (1 - patience);
		let lane = busy;
		lane.waiting.add(turn);
		while (lane.writing !== null && lane.waiting.has(turn)) {
			if (await budget.waitFor(lane.writing, budget.remaining - reserve)) continue;
			if (!lane.waiting.delete(turn)) break;
			lane = this.#open(turn.session.key);
			lane.waiting.add(turn);
		}
		if (lane.waiting.has(turn)) await this.#lead(lane, turn);
		else if (!(await budget.waitFor(turn.taken.promise, budget.remaining))) throw budget.late('change');
		return (turn.result as Result)();
	}

	#open(key: string): Lane {
		const lane: Lane = { key, base: null, waiting: new Set(), writing: null };
		this.#lanes.set(key, lane);
		return lane;
	}

	/** Takes a turn, with all that can be taken together with it. */
	#lead(lane: Lane, leader: Turn): Promise<SessionSnapshot | null> {
		const { base, waiting } = lane;
		const isOver = base !== null && base.ending !== null;
		// Of a session that is over nothing is written any more: all are told so at once.
		const batch = isOver ? [...waiting] : mergedWith(leader, waiting);
		for (const turn of batch) waiting.delete(turn);
		return this.#hold(lane, isOver ? this.#takeEach(base, batch) : this.#take(base, batch));
	}

	/** Answers the session as it stands afterwards; null when that is not known, so that the next turn starts from what its own request read. */
	async #take(known: SessionSnapshot | null, batch: readonly Turn[]): Promise<SessionSnapshot | null> {
		const [first] = batch;
		if (first === undefined) return known;
		const base = newest(known, first.session);
		try {
			const session = await (batch.length === 1 ? first.run(base) : this.#merged(base, batch));
			settle(batch, () => session);
			return session;
		} catch (error) {
			if (batch.length > 1 && !concernsAll(error)) return this.#takeEach(null, batch);
			settle(batch, () => rethrow(error));
			return base.ending === null ? null : base;
		}
	}

	async #takeEach(before: SessionSnapshot | null, batch: readonly Turn[]): Promise<SessionSnapshot | null> {
		let known = before;
		for (const turn of batch) known = await this.#take(known, [turn]);
		return known;
	}

	#merged(base: SessionSnapshot, batch: readonly Turn[]): MaybePromise<SessionSnapshot> {
		const changes = batch.flatMap((turn) => (turn.change === null ? [] : [turn.change]));
		return this.#write(base, changes, largest(batch));
	}
}

/** A turn with all that wait and can be merged with it. */
function mergedWith(leader: Turn, waiting: ReadonlySet<Turn>): readonly Turn[] {
	return leader.change === null ? [leader] : [...waiting].filter((turn) => turn.change !== null);
}

function settle(batch: readonly Turn[], result: Result): void {
	for (const turn of batch) {
		turn.result = result;
		turn.taken.resolve();
	}
}

/** Faults of the store and of the session, which no change of a merged write is to blame for. */
const commonFaults: ReadonlySet<string> = new Set<SojournErrorCode>([
	'SOJOURN_STORE_UNAVAILABLE',
	'SOJOURN_STORE_TIMEOUT',
	'SOJOURN_STORE_SCHEMA',
	'SOJOURN_SESSION_ENDED',
	'SOJOURN_CONFLICT',
]);

/** Whether a merged write failed for all its changes alike, and not for one of them (too large, an update that throws). */
function concernsAll(error: unknown): boolean {
	return error instanceof SojournError && commonFaults.has(error.code);
}

function rethrow(error: unknown): never {
	throw error;
}

function newest(known: SessionSnapshot | null, read: SessionSnapshot): SessionSnapshot {
	return known !== null && (known.ending !== null || known.version > read.version) ? known : read;
}

function largest(batch: readonly Turn[]): Budget {
	return batch.reduce(
		(most, turn) => (turn.budget.remaining > most.remaining ? turn.budget : most),
		(batch[0] as Turn).budget,
	);
}
