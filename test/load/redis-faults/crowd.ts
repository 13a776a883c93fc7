import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { VisitAnswer } from './application.ts';
import { KnownSession } from './known-session.ts';

/** How many visitors there are; each makes one request after the other. */
const size = 200;

/** Milliseconds, on average, from an answer to the next request of its visitor. */
const pause = 400;

/** How many sessions all visitors have in common. */
const sharedSessions = 8;

/** What came of the requests since the last look. */
export interface Tally {
	readonly requests: number;
	/** How many were answered with 500. */
	readonly failed: number;
	/** How many were answered with 409. */
	readonly refused: number;
	/** How many of these for a session that cannot have ended, so that it must have been for a conflict. */
	readonly refusedUnended: number;
	/** Milliseconds that the longest took. */
	readonly longest: number;
	/** Milliseconds, at most, for which the process of the visitors did nothing at all. */
	readonly longestStall: number;
	/** What should not have been answered. */
	readonly wrong: readonly string[];
}

/** What a visitor does, and how often in a hundred requests. */
const acts: readonly { readonly path: string; readonly until: number }[] = [
	{ path: '/read', until: 0.4 },
	{ path: '/count', until: 0.65 },
	{ path: '/note', until: 0.9 },
	{ path: '/renew', until: 0.95 },
	{ path: '/leave', until: 1 },
];

/** Visitors of one application in several processes, who know what they were told and check what they are told next. */
export class Crowd {
	readonly #urls: readonly string[];
	readonly #shared: (KnownSession | null)[] = Array.from({ length: sharedSessions }, () => null);
	readonly #own: (KnownSession | null)[] = Array.from({ length: size }, () => null);
	readonly #stalls = monitorEventLoopDelay({ resolution: 5 });
	#visitors: Promise<void>[] = [];
	#isOpen = false;
	#begun = 0;
	/** How often everything was lost. */
	#losses = 0;
	#requests = 0;
	#failed = 0;
	#refused = 0;
	#refusedUnended = 0;
	#longest = 0;
	#wrong: string[] = [];
	/** When the last of the requests that have failed was made, by `performance.now()`. */
	lastFailure = 0;

	constructor(urls: readonly string[]) {
		this.#urls = urls;
	}

	/** Lets the visitors come, until they are to rest. */
	start(): void {
		this.#isOpen = true;
		this.#stalls.enable();
		this.#visitors = this.#own.map((_, index) => this.#comeAgainAndAgain(index));
	}

	/** Settles when every request has been answered and no other is made. */
	async rest(): Promise<void> {
		this.#isOpen = false;
		await Promise.all(this.#visitors);
		this.#stalls.disable();
	}

	/** Every session that was begun before now may be gone. */
	expectLoss(): void {
		this.#losses += 1;
		for (const session of [...this.#own, ...this.#shared]) if (session !== null) session.mayHaveEnded = true;
	}

	/** What came of the requests since this was called last. */
	takeTally(): Tally {
		const tally: Tally = {
			requests: this.#requests,
			failed: this.#failed,
			refused: this.#refused,
			refusedUnended: this.#refusedUnended,
			longest: this.#longest,
			longestStall: this.#stalls.max / 1e6,
			wrong: this.#wrong,
		};
		this.#stalls.reset();
		this.#requests = 0;
		this.#failed = 0;
		this.#refused = 0;
		this.#refusedUnended = 0;
		this.#longest = 0;
		this.#wrong = [];
		return tally;
	}

	async #comeAgainAndAgain(index: number): Promise<void> {
		while (this.#isOpen) {
			await setTimeout(2 * pause * Math.random());
			if (Math.random() < 0.2) await this.#visit(this.#shared, index % sharedSessions, true);
			else await this.#visit(this.#own, index, false);
		}
	}

	/** Does something with the session that stands there, or begins one. */
	async #visit(sessions: (KnownSession | null)[], index: number, isShared: boolean): Promise<void> {
		const session = sessions[index] ?? null;
		if (session === null) sessions[index] = await this.#begin();
		else if (!(await this.#use(session, isShared))) sessions[index] = null;
	}

	async #begin(): Promise<KnownSession | null> {
		this.#begun += 1;
		const owner = `visitor ${this.#begun}`;
		const losses = this.#losses;
		const { status, cookie } = await this.#ask(`/begin?owner=${encodeURIComponent(owner)}`, '');
		if (status !== 200) return null;
		if (cookie === null) this.#wrong.push('A session was begun, and its answer has no cookie.');
		return new KnownSession(owner, cookie ?? '', losses < this.#losses);
	}

	/** Answers whether the session is still there. */
	async #use(session: KnownSession, isShared: boolean): Promise<boolean> {
		const random = Math.random();
		const path = isShared ? (random < 0.5 ? '/read' : '/count') : acts.find(({ until }) => random < until)?.path;
		const before = { ...session.acknowledged };
		let query = '';
		if (path === '/count') session.asked.count += 1;
		if (path === '/note') {
			session.asked.note += 1;
			query = `?note=${session.asked.note}`;
		}
		const note = session.asked.note;
		const { status, visit, cookie } = await this.#ask(`${path}${query}`, session.cookie);
		if (visit === null) {
			if (path === '/renew' || path === '/leave') session.mayHaveEnded = true;
			if (status === 409 && !session.mayHaveEnded) this.#refusedUnended += 1;
			if (cookie !== null) session.cookie = cookie;
			return status !== 409;
		}
		const fault = session.faultOf(visit, before);
		if (fault !== null) this.#wrong.push(`${path}: ${fault}`);
		if (visit.owner === null) return false;
		if (path === '/count') session.acknowledge('count', visit.count ?? 0);
		if (path === '/note') session.acknowledge('note', note);
		if (path === '/leave') {
			const late = await this.#ask('/read', session.cookie);
			if (late.visit !== null && late.visit.owner !== null) this.#wrong.push('A session that has ended is back.');
			return false;
		}
		if (path === '/renew') {
			if (cookie === null) this.#wrong.push('A session was renewed, and its answer has no cookie.');
			session.cookie = cookie ?? '';
		}
		return true;
	}

	async #ask(path: string, cookie: string): Promise<Answer> {
		const url = this.#urls[this.#requests % this.#urls.length];
		const started = performance.now();
		this.#requests += 1;
		const response = await fetch(`${url}${path}`, { headers: { cookie } });
		const text = await response.text();
		const { status, headers } = response;
		this.#longest = Math.max(this.#longest, performance.now() - started);
		if (status === 500) {
			this.#failed += 1;
			this.lastFailure = Math.max(this.lastFailure, started);
		} else if (status === 409) this.#refused += 1;
		else if (status !== 200) this.#wrong.push(`A request was answered with ${status}.`);
		const pair = headers.getSetCookie()[0]?.split(';', 1)[0] ?? null;
		return { status, visit: status === 200 ? (JSON.parse(text) as VisitAnswer) : null, cookie: pair };
	}
}

interface Answer {
	readonly status: number;
	/** What the session held, where that was answered. */
	readonly visit: VisitAnswer | null;
	/** The Cookie header for the cookie that the answer sets. */
	readonly cookie: string | null;
}
