import type { StoreCall } from '../../contract/store.ts';
import type { MaybePromise } from '../../promises/maybe-promise.ts';

/** What a call needs: to write, for which SQLite has one lock, or only to read, which in WAL mode needs none. */
export type Need = 'read' | 'write';

/** Milliseconds from one try to the next, at least. At most three times that: at random, so that processes do not meet again. */
const shortestPause = 10;

/**
 * Waits for the writes of other processes while everything else goes on: SQLite's own waiting stops the process.
 *
 * Those who wait stand in line, and only the first of them tries, so that many cost no more than one.
 */
export class BusyWaiting {
	readonly #longest: number;
	#line: Promise<unknown> = Promise.resolve();
	/** SQLite's error of the last try, or null when that went through. */
	#refusal: unknown = null;

	/** @param longest milliseconds that a call waits in all */
	constructor(longest: number) {
		this.#longest = longest;
	}

	/**
	 * Runs the work at once, or as soon as the database is free. Once the call is given up it is not run any more.
	 *
	 * @throws SQLite's `SQLITE_BUSY` when the longest wait is over
	 */
	run<T>(need: Need, call: StoreCall, work: () => T): MaybePromise<T> {
		if (need === 'read' || this.#refusal === null) {
			const done = this.#attempt(work);
			if (done !== null) return done.answer;
		}
		const end = performance.now() + this.#longest;
		const answer = this.#line.then(() => this.#tryUntil(end, call, work));
		const leave = (): void => {
			// Whoever comes after the last one finds out anew.
			if (this.#line === line) this.#refusal = null;
		};
		const line = answer.then(leave, leave);
		this.#line = line;
		return answer;
	}

	async #tryUntil<T>(end: number, call: StoreCall, work: () => T): Promise<T> {
		for (;;) {
			call.signal.throwIfAborted();
			if (this.#refusal !== null && performance.now() >= end) throw this.#refusal;
			// Lets others run, and after a refusal the other process finish.
			const pause = this.#refusal === null ? 0 : shortestPause * (1 + 2 * Math.random());
			await new Promise((resolve) => setTimeout(resolve, pause));
			call.signal.throwIfAborted();
			const done = this.#attempt(work);
			if (done === null) continue;
			this.#refusal = null;
			return done.answer;
		}
	}

	/** Runs the work once; null where the database was not free. */
	#attempt<T>(work: () => T): { readonly answer: T } | null {
		try {
			return { answer: work() };
		} catch (error) {
			if (!isBusy(error)) throw error;
			this.#refusal = error;
			return null;
		}
	}
}

/** `SQLITE_BUSY`, which the low byte of every extended code repeats: https://www.sqlite.org/rescode.html#busy */
const busyCode = 5;

/** Whether SQLite gave up because another connection holds a lock, as `node:sqlite` and `better-sqlite3` say it. */
function isBusy(error: unknown): boolean {
	const { errcode, code }: { readonly errcode?: unknown; readonly code?: unknown } = Object(error);
	return (Number(errcode) & 0xff) === busyCode || String(code).startsWith('SQLITE_BUSY');
}
