import type { Budget } from './budget.ts';
import { SojournError } from './errors.ts';
import type { LiveSession, StateChange } from './live-session.ts';

/** Writes the state that all changes make together over `base`, which may be over, and answers the session as it stands then. */
export type BatchWriter = (base: LiveSession, changes: readonly StateChange[], budget: Budget) => Promise<LiveSession>;

interface Turn {
	readonly session: LiveSession;
	readonly budget: Budget;
	/** A change can be merged with its neighbours; anything else has its turn alone. */
	readonly change: StateChange | null;
	readonly run: (base: LiveSession) => Promise<LiveSession>;
	readonly resolve: (session: LiveSession) => void;
	readonly reject: (error: unknown) => void;
	state: 'waiting' | 'sent' | 'abandoned';
}

interface Lane {
	/** The newest state that this process knows to stand in the store. */
	base: LiveSession | null;
	readonly waiting: Turn[];
}

/**
 * One lane for each session that is being written: changes that come while a write is under way are merged into
 * the next one, over the state that the last one left, so that the requests of one process do not conflict with
 * each other.
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

	#enqueue(session: LiveSession, budget: Budget, change: StateChange | null, run: Turn['run']): Promise<LiveSession> {
		const lane = this.#lanes.get(session.key);
		let turn: Turn | undefined;
		const done = new Promise<LiveSession>((resolve, reject) => {
			turn = { session, budget, change, run, resolve, reject, state: 'waiting' };
			if (lane === undefined) void this.#drive(session.key, turn);
			else lane.waiting.push(turn);
		});
		if (lane === undefined) return done;
		return budget.wait(done, () => {
			if (turn?.state === 'sent') return 'change';
			if (turn !== undefined) turn.state = 'abandoned';
			return 'harmless';
		});
	}

	async #drive(key: string, first: Turn): Promise<void> {
		const lane: Lane = { base: null, waiting: [] };
		this.#lanes.set(key, lane);
		await this.#take(lane, [first]);
		while (lane.waiting.length > 0) {
			const batch = nextBatch(lane.waiting);
			if (batch.length > 0) await this.#take(lane, batch);
		}
		this.#lanes.delete(key);
	}

	async #take(lane: Lane, batch: readonly Turn[]): Promise<void> {
		const [leader] = batch;
		if (leader === undefined) return;
		const base = newest(lane.base, leader.session);
		for (const turn of batch) turn.state = 'sent';
		try {
			lane.base = await (batch.length === 1 ? leader.run(base) : this.#merged(base, batch));
			for (const turn of batch) turn.resolve(lane.base);
		} catch (error) {
			// What stands in the store is no longer known; the next turn starts from what its own request read.
			lane.base = null;
			if (batch.length === 1 || concernsAll(error)) for (const turn of batch) turn.reject(error);
			else for (const turn of batch) await this.#take(lane, [turn]);
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

/** Takes the waiting changes up to the next turn that goes alone, or that turn. */
function nextBatch(waiting: Turn[]): Turn[] {
	const live = waiting.filter((turn) => turn.state === 'waiting');
	const end = live.findIndex((turn) => turn.change === null);
	const batch = end === 0 ? live.slice(0, 1) : live.slice(0, end === -1 ? live.length : end);
	const rest = live.slice(batch.length);
	waiting.length = 0;
	waiting.push(...rest);
	return batch;
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
