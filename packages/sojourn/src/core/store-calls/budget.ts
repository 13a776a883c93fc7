import { SojournError } from '../../contract/errors.ts';
import type { StoreCall } from '../../contract/store.ts';
import { answered, type MaybePromise } from '../../promises/maybe-promise.ts';

/** What a store call that was given up may have done: nothing that matters, or a change of unknown outcome. */
export type CallEffect = 'harmless' | 'change';

class TimedCall implements StoreCall {
	readonly now: number;
	#controller: AbortController | null = null;
	#aborted = false;

	constructor(now: number) {
		this.now = now;
	}

	get signal(): AbortSignal {
		if (this.#controller === null) {
			this.#controller = new AbortController();
			if (this.#aborted) this.#controller.abort();
		}
		return this.#controller.signal;
	}

	abort(): void {
		this.#aborted = true;
		this.#controller?.abort();
	}
}

/**
 * The time that all store calls of one request may take together. A call that answers at once costs no timer;
 * one that does not is given up when the time is spent.
 */
export class Budget {
	readonly #store: string;
	readonly #clock: () => number;
	readonly #limit: number;
	readonly #onFailure: (error: SojournError) => void;
	#spent = 0;
	/** How many calls and waits are under way, and since when. Time that passes for several of them passes once. */
	#underWay = 0;
	#since = 0;

	/**
	 * @param store the store's name, for messages
	 * @param milliseconds the time for all calls together
	 * @param clock what the stores judge expiry by
	 * @param onFailure is told of every call that failed
	 */
	constructor(store: string, milliseconds: number, clock: () => number, onFailure: (error: SojournError) => void) {
		this.#store = store;
		this.#limit = milliseconds;
		this.#clock = clock;
		this.#onFailure = onFailure;
	}

	/** Milliseconds that are left. */
	get remaining(): number {
		const passing = this.#underWay === 0 ? 0 : performance.now() - this.#since;
		return this.#limit - this.#spent - passing;
	}

	/**
	 * Makes one call.
	 *
	 * @throws SojournError `SOJOURN_STORE_UNAVAILABLE` with the client's error as the cause, or when a harmless
	 * call did not answer in time; `SOJOURN_STORE_TIMEOUT` when a change did not: its outcome is unknown.
	 */
	call<T>(effect: CallEffect, run: (call: StoreCall) => MaybePromise<T>): MaybePromise<T> {
		if (this.remaining <= 0) throw this.late('harmless');
		const call = new TimedCall(this.#clock());
		let answer: MaybePromise<T>;
		try {
			answer = answered(run(call));
		} catch (error) {
			this.#spendSince(call);
			throw this.#failure(error);
		}
		if (answer instanceof Promise) return this.#timed(effect, call, answer);
		this.#spendSince(call);
		return answer;
	}

	/** Waits for the end of something that spends the same time, such as another's write, for so many milliseconds. Answers whether it came. */
	async waitFor(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
		this.#begin();
		let timer: ReturnType<typeof setTimeout> | undefined;
		const late = new Promise<boolean>((resolve) => {
			timer = setTimeout(resolve, Math.max(0, milliseconds), false);
		});
		const ended = (): boolean => true;
		try {
			return await Promise.race([promise.then(ended, ended), late]);
		} finally {
			clearTimeout(timer);
			this.#end();
		}
	}

	/** The error for a call, or a wait, that was given up. */
	late(effect: CallEffect): SojournError {
		if (effect === 'change') {
			return new SojournError(
				'SOJOURN_STORE_TIMEOUT',
				`The ${this.#store} store did not answer a change within the deadline of ${this.#limit} ms. Whether it was stored is unknown.`,
			);
		}
		return new SojournError(
			'SOJOURN_STORE_UNAVAILABLE',
			`The ${this.#store} store did not answer within the deadline of ${this.#limit} ms.`,
		);
	}

	/** Lets some of the time pass. */
	async pause(milliseconds: number): Promise<void> {
		this.#begin();
		await new Promise<void>((resolve) => {
			setTimeout(resolve, milliseconds);
		});
		this.#end();
	}

	#begin(): void {
		if (this.#underWay === 0) this.#since = performance.now();
		this.#underWay += 1;
	}

	#end(): void {
		this.#underWay -= 1;
		if (this.#underWay === 0) this.#spent += performance.now() - this.#since;
	}

	/**
	 * Counts a call that held the process up until it was over. By the clock that the call was given its time by: this
	 * is on the path of every request, and the time is known already. A clock that was set back counts nothing.
	 */
	#spendSince(call: StoreCall): void {
		// Otherwise it passes for another one that is under way.
		if (this.#underWay === 0) this.#spent += Math.max(0, this.#clock() - call.now);
	}

	/** A race of the answer and a timer: of what is quickest to race, since every request does. */
	#timed<T>(effect: CallEffect, call: TimedCall, answer: Promise<T>): Promise<T> {
		this.#begin();
		return new Promise((resolve, reject) => {
			let isOver = false;
			const finish = (): boolean => {
				if (isOver) return false;
				isOver = true;
				clearTimeout(timer);
				this.#end();
				return true;
			};
			const fail = (error: unknown): void => {
				if (finish()) reject(this.#failure(error));
			};
			const timer = setTimeout(() => {
				fail(this.late(effect));
				call.abort();
			}, this.remaining);
			answer.then((value) => {
				if (finish()) resolve(value);
			}, fail);
		});
	}

	#failure(error: unknown): SojournError {
		const failure =
			error instanceof SojournError
				? error
				: new SojournError(
						'SOJOURN_STORE_UNAVAILABLE',
						`The ${this.#store} store failed. Its own error is the cause.`,
						{
							cause: error,
						},
					);
		this.#onFailure(failure);
		return failure;
	}
}
