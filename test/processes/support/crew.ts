import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { VisitHappening, Visitor } from '../by-model/visitor.ts';
import type { SharedStore } from './shared-stores.ts';
import type { Answer, Order, Work, WorkerMessage, WorkerOrder } from './worker.ts';

/** How many processes there are. */
const size = 4;

const workerFile = join(import.meta.dirname, 'worker.ts');

/** Four server processes over one store. */
export class Crew implements AsyncDisposable {
	readonly #workers: readonly Worker[];

	private constructor(workers: readonly Worker[]) {
		this.#workers = workers;
	}

	static async start(store: SharedStore): Promise<Crew> {
		const workers = Array.from({ length: size }, () => new Worker(store));
		await Promise.all(workers.map((worker) => worker.started));
		return new Crew(workers);
	}

	/**
	 * Makes requests at once, shared out among the processes. When each has read the session, all do their work.
	 *
	 * @param works what is done, once for each request
	 */
	async request(cookie: string, works: readonly Work[]): Promise<readonly Answer[]> {
		const shares: Record<string, Work>[] = this.#workers.map(() => ({}));
		for (const [index, work] of works.entries()) {
			const share = shares[index % size];
			if (share !== undefined) share[`request ${index}`] = work;
		}
		const runs = this.#workers.map((worker, index) =>
			worker.begin({ cookie, works: shares[index] ?? {}, now: Date.now() }),
		);
		await Promise.all(runs.map(({ read }) => read));
		for (const worker of this.#workers) worker.goOn();
		return (await Promise.all(runs.map(({ answers }) => answers))).flat();
	}

	/**
	 * Lets visitors do what they do, all at once, shared out among the processes. Answers what happened, in order.
	 *
	 * @param now what the clocks of all processes show meanwhile
	 */
	async visit(visitors: readonly Visitor[], now: number): Promise<readonly VisitHappening[]> {
		const shares = this.#workers.map((_, worker) => visitors.filter((_visitor, index) => index % size === worker));
		const happenings = await Promise.all(this.#workers.map((worker, index) => worker.visit(shares[index] ?? [], now)));
		return happenings.flat().sort((left, right) => left.at - right.at);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await Promise.all(this.#workers.map((worker) => worker.end()));
	}
}

class Worker {
	readonly started: Promise<unknown>;
	readonly #process: ChildProcess;
	readonly #ended: Promise<unknown>;

	constructor(store: SharedStore) {
		this.#process = fork(workerFile, [JSON.stringify(store)], { execArgv: [] });
		this.#ended = once(this.#process, 'exit');
		this.started = this.#hears('started');
	}

	begin(order: Order): { readonly read: Promise<unknown>; readonly answers: Promise<readonly Answer[]> } {
		const read = this.#hears('read');
		const answers = this.#hears('answered').then((message) => (message.kind === 'answered' ? message.answers : []));
		this.#tell({ kind: 'begin', order });
		return { read, answers };
	}

	async visit(visitors: readonly Visitor[], now: number): Promise<readonly VisitHappening[]> {
		const visited = this.#hears('visited');
		this.#tell({ kind: 'visit', visitors, now });
		const message = await visited;
		return message.kind === 'visited' ? message.happenings : [];
	}

	goOn(): void {
		this.#tell({ kind: 'go on' });
	}

	async end(): Promise<void> {
		if (this.#process.connected) this.#tell({ kind: 'end' });
		await this.#ended;
	}

	#tell(order: WorkerOrder): void {
		this.#process.send(order);
	}

	/** The next message of a kind; rejects when the process ends without it. */
	#hears(kind: WorkerMessage['kind']): Promise<WorkerMessage> {
		return new Promise((resolve, reject) => {
			const hear = (message: WorkerMessage): void => {
				if (message.kind !== kind) return;
				this.#process.off('message', hear);
				resolve(message);
			};
			this.#process.on('message', hear);
			void this.#ended.then(() => reject(new Error(`A worker ended before it had ${kind}.`)));
		});
	}
}
