import { createSessions, type SessionStore, type Sessions, type Store, type UntypedData } from 'sojourn';
import type { Sight } from '../model/operations.ts';
import { Oracle } from '../model/oracle.ts';
import { sightOf } from '../model/perform.ts';
import type { Kept } from '../model/world.ts';
import { actClient, actRevocation, actTime } from './actors.ts';
import { browsers, type Plan, type PlannedClient, type PlannedRevocation, processes, subjects } from './plan.ts';
import { Schedule } from './schedule.ts';
import { type CallCounts, type Fault, type Scene, scheduledStore } from './scheduled-store.ts';
import type { Stage } from './stage.ts';
import { VirtualTime } from './virtual-time.ts';
import { overWebCrypto, scheduleWebCrypto } from './web-crypto.ts';

/** Where the sessions of a run are. */
export interface Place {
	readonly kept: Kept;
	/** Stores over the same fresh data, one for each process, and one for looking on. */
	readonly stores: readonly Store[];
	/** Whether sessions are sealed by WebCrypto, which has to be waited for, and not by `node:crypto`. */
	readonly webCrypto?: boolean;
	/** What the manager of a process is given for its store. */
	managed(store: Store): SessionStore;
}

/** In seconds. */
const maxAge = 600;
const absoluteMaxAge = 3600;
const limits = { idle: maxAge * 1000, absolute: absoluteMaxAge * 1000 };
const secret = 'a secret for tests, long enough to be one';

/** The session that every browser has at the beginning. */
const beginning: PlannedClient = {
	process: 0,
	browser: 0,
	requests: [
		{
			pause: 0,
			calls: [
				{ do: 'set', key: 'a' },
				{ do: 'flash', key: 'm' },
				{ do: 'identify', subject: 'ann' },
			],
			goesOn: false,
			throws: false,
		},
	],
};

/** Runs a plan, and throws where an observation breaks a rule, with all that happened before. */
export async function run(plan: Plan, place: Place): Promise<void> {
	const running = new Run(plan, place);
	const restore = running.time.install();
	const restoreCrypto = scheduleWebCrypto(running.schedule);
	try {
		await running.all(plan);
	} catch (error) {
		const happened = running.schedule.trace.map((event) => `  ${event}`).join('\n');
		throw new Error(`${error instanceof Error ? error.stack : error}\nWhat happened:\n${happened}`);
	} finally {
		restore();
		restoreCrypto();
		await running.close();
	}
}

class Run implements Stage, Scene {
	readonly schedule: Schedule;
	readonly time = new VirtualTime((elapse) => void this.#pause(elapse));
	readonly kept: Kept;
	readonly oracle: Oracle;
	readonly processes: readonly Sessions<UntypedData>[];
	readonly cookies = new Map<number, string>();
	readonly handles = new Map<string, string>();
	readonly counts: CallCounts = { read: 0, write: 0 };
	unansweredCalls = 0;
	underWay = 0;
	disturbances = 0;
	readonly #observer: Sessions<UntypedData>;
	readonly #place: Place;
	/** By the number of the call. */
	readonly #faults = new Map<number, Fault>();
	/** Every cookie that was ever set. */
	readonly #known = new Set<string>();
	#now: number;
	#calls = 0;
	#hasChanged = false;
	#hasFailed = false;
	#failure: Error | null = null;

	constructor(plan: Plan, place: Place) {
		// Near the real time, because a database may remove by its own clock what expired long ago.
		this.#now = Math.ceil(Date.now() / 1000) * 1000;
		this.schedule = new Schedule(plan.picks);
		this.kept = place.kept;
		this.oracle = new Oracle(place.kept, limits, this.#now);
		this.#place = place;
		const options = { secret, maxAge, absoluteMaxAge, clock: () => this.#now };
		const make = (store: Store): Sessions<UntypedData> =>
			createSessions<UntypedData>({ ...options, store: place.managed(store) });
		const manage = (store: Store): Sessions<UntypedData> =>
			place.webCrypto === true ? overWebCrypto(() => make(store)) : make(store);
		this.processes = place.stores
			.slice(0, processes)
			.map((store, index) => manage(scheduledStore(store, `process ${index}`, this)));
		this.#observer = manage(place.stores.at(-1) as Store);
	}

	async all(plan: Plan): Promise<void> {
		await this.#together([actClient(this, 'first', beginning)]);
		for (let browser = 1; browser < browsers; browser += 1) this.cookies.set(browser, this.cookies.get(0) ?? '');
		this.#calls = 0;
		for (const { call, fault } of plan.faults) this.#faults.set(call, fault);
		await this.#together([
			...plan.clients.map((client, index) => actClient(this, 'ABCD'[index] ?? '', client)),
			...plan.revocations
				.filter((revocation) => this.#canRevoke(revocation))
				.map((revocation, index) => actRevocation(this, `revocation ${index}`, revocation)),
			actTime(this, plan.passes),
		]);
		await this.#conclude();
	}

	nextFault(): Fault {
		this.#calls += 1;
		return this.#faults.get(this.#calls) ?? 'none';
	}

	onChange(): void {
		this.#hasChanged = true;
	}

	onFault(): void {
		this.#hasFailed = true;
		this.disturbances += 1;
		this.oracle.fault();
	}

	pass(milliseconds: number): void {
		this.#now += milliseconds;
		this.#hasChanged = true;
		this.schedule.note(`${milliseconds} ms have passed`);
		this.oracle.pass(milliseconds);
	}

	async close(): Promise<void> {
		for (const sessions of [...this.processes, this.#observer]) await sessions.close();
	}

	#canRevoke(revocation: PlannedRevocation): boolean {
		if (this.kept === 'in a store') return true;
		return this.kept !== 'in cookies' && revocation.do === 'revoke';
	}

	async #pause(elapse: () => void): Promise<void> {
		this.unansweredCalls += 1;
		await this.schedule.point('a pause is over');
		this.unansweredCalls -= 1;
		elapse();
	}

	/** Lets actors act, in the order of the picks, and looks on after each. */
	async #together(actors: readonly Promise<void>[]): Promise<void> {
		let acting = actors.length;
		for (const actor of actors) {
			actor.then(
				() => {
					acting -= 1;
				},
				(error: Error) => {
					this.#failure ??= error;
				},
			);
		}
		await this.schedule.run(
			() => this.#look(),
			() => this.time.elapse(),
		);
		if (acting > 0) throw new Error('Something waits for what will not happen.');
	}

	/** What visitors with each of the cookies find now. */
	async #look(): Promise<void> {
		if (this.#failure !== null) throw this.#failure;
		if (this.#hasFailed && this.unansweredCalls === 0) this.oracle.settled();
		for (const cookie of this.cookies.values()) this.#known.add(cookie);
		if (!this.#hasChanged) return;
		this.#hasChanged = false;
		const sights = new Map<string, Sight | null>();
		for (const cookie of this.#known) {
			sights.set(this.oracle.tokenOf(cookie) ?? '', await sightOf(this.#observer, cookie));
		}
		this.oracle.observe(sights);
	}

	/** Nothing is under way any more: what is left in the store is what has to be there, and nothing else. */
	async #conclude(): Promise<void> {
		this.#hasChanged = true;
		await this.#look();
		if (this.#hasFailed || this.kept !== 'in a store') return;
		for (const subject of subjects) {
			const { length } = await this.#observer.list(subject);
			this.schedule.note(`${length} sessions of ${subject} are listed`);
			this.oracle.listed(subject, length);
		}
		const [store] = this.#place.stores;
		if (!store?.capabilities.count) return;
		const count = await store.count({ now: this.#now, signal: new AbortController().signal });
		this.schedule.note(`${count} records stand in the store`);
		this.oracle.counted(count);
	}
}
