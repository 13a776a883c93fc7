/** One of them. Of a class, for the reason that a used session is. */
class WaitingCall {
	readonly run: () => void;
	readonly parameters: readonly unknown[];

	constructor(run: () => void, parameters: readonly unknown[]) {
		this.run = run;
		this.parameters = parameters;
	}
}

/** The calls of a handler that wait until its answer may leave, in their order. */
export class WaitingCalls {
	#calls: WaitingCall[] = [];

	get isEmpty(): boolean {
		return this.#calls.length === 0;
	}

	/**
	 * Keeps a call.
	 *
	 * @param run makes it
	 * @param parameters those that the handler gave it: its callback may be among them
	 */
	add(run: () => void, parameters: readonly unknown[] = []): void {
		this.#calls.push(new WaitingCall(run, parameters));
	}

	/** Makes the calls. One that throws stays, and those after it too. */
	run(): void {
		for (let call = this.#calls[0]; call !== undefined; call = this.#calls[0]) {
			call.run();
			this.#calls.shift();
		}
	}

	/** Makes none of them any more, and tells each that it failed. */
	fail(error: unknown): void {
		const calls = this.#calls;
		this.#calls = [];
		for (const { parameters } of calls) tellFailure(parameters, error);
	}
}

/** Tells the callback of a call of the handler, if it has one, that it failed: later, as `node:http` does. */
export function tellFailure(parameters: readonly unknown[], error: unknown): void {
	const callback = parameters.find((parameter) => typeof parameter === 'function');
	if (callback !== undefined) setImmediate(() => Reflect.apply(callback, undefined, [error]));
}
