import { randomBytes, randomInt } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { onServerOnly } from './application.ts';

/** How many visitors there are, and how many of them do something at once, sometimes the same one twice. */
const visitorCount = 40;
const atOnce = 8;

/** How often each kind of request is made, for all those whose number has no limit. */
const frequencies: Readonly<Record<string, number>> = {
	'/untouched': 5,
	'/read': 20,
	'/write': 20,
	'/update': 10,
	'/flash': 5,
	'/take': 5,
	'/clear': 1,
	'/remember': 2,
	'/list': 1,
	'/fail': 2,
	'/stream': 3,
	hostile: 5,
	aborted: 3,
	pair: 5,
};

/** What leaves something in the store that expires later, or ends sessions: so often for each first visit. */
const perFirstVisit: Readonly<Record<string, number>> = {
	'/regenerate': 1,
	'/identify': 1,
	'/destroy': 0.3,
	'/revoke-all': 0.02,
	abandon: 0.7,
};

/** A browser, as far as it keeps cookies. */
type Jar = Map<string, string>;

/** Visitors who make random requests, as many as the server answers. */
export class Visitors {
	readonly #port: number;
	readonly #firstVisitsPerSecond: number;
	readonly #kinds: readonly string[];
	readonly #rare: readonly string[];
	readonly #agent = new Agent({ keepAlive: true, maxSockets: atOnce * 2 });
	readonly #jars: readonly Jar[] = Array.from({ length: visitorCount }, () => new Map());
	/** How many requests of each status there were. */
	readonly statuses: Map<string, number> = new Map();
	/** What may be done now of what has a limit. */
	readonly #allowance: Map<string, number> = new Map();
	#since = performance.now();

	/**
	 * @param firstVisitsPerSecond how many sessions begin, so that with what expires as many are there at any time
	 * @param isCookieStore whether the store is the visitors' cookies, which can do less
	 */
	constructor(port: number, firstVisitsPerSecond: number, isCookieStore: boolean) {
		this.#port = port;
		this.#firstVisitsPerSecond = firstVisitsPerSecond;
		const can = (kind: string): boolean => !isCookieStore || !onServerOnly.includes(kind);
		this.#kinds = Object.entries(frequencies).flatMap(([kind, often]) =>
			can(kind) ? Array.from({ length: often }, () => kind) : [],
		);
		this.#rare = Object.keys(perFirstVisit).filter(can);
	}

	/** How many requests there were. */
	get count(): number {
		return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
	}

	/** Makes requests for so many milliseconds; no request is under way and no connection is open when this is done. */
	async visitFor(milliseconds: number): Promise<void> {
		this.#since = performance.now();
		const end = this.#since + milliseconds;
		const visitUntilEnd = async (): Promise<void> => {
			while (performance.now() < end) await this.#visitOnce(this.#jars[randomInt(visitorCount)] ?? new Map());
		};
		await Promise.all(Array.from({ length: atOnce }, visitUntilEnd));
		this.#agent.destroy();
	}

	async #visitOnce(jar: Jar): Promise<void> {
		this.#allow();
		if (jar.size === 0 && this.#take('first visit')) return this.#send('/write', jar);
		const rare = this.#rare.find((kind) => this.#take(kind));
		const kind = rare ?? this.#kinds[randomInt(this.#kinds.length)] ?? '';
		// Without a session most of them would begin one.
		if (jar.size === 0) return this.#send('/read', jar);
		switch (kind) {
			case 'abandon':
				jar.clear();
				return;
			case 'hostile':
				return this.#send('/read', new Map(hostileCookies(jar)));
			case 'aborted':
				return this.#send('/write', jar, randomInt(4));
			case 'pair':
				await Promise.all([this.#send('/write', jar), this.#send('/update', jar)]);
				return;
			default:
				return this.#send(kind, jar);
		}
	}

	/** What has become due of what has a limit since this was last asked. */
	#allow(): void {
		const now = performance.now();
		const visits = ((now - this.#since) / 1000) * this.#firstVisitsPerSecond;
		this.#since = now;
		for (const [kind, often] of [['first visit', 1] as const, ...Object.entries(perFirstVisit)]) {
			this.#allowance.set(kind, Math.min(100, (this.#allowance.get(kind) ?? 0) + visits * often));
		}
	}

	#take(kind: string): boolean {
		const allowed = this.#allowance.get(kind) ?? 0;
		if (allowed < 1) return false;
		this.#allowance.set(kind, allowed - 1);
		return true;
	}

	/** Makes a request; with a time it is broken off after so many milliseconds, answered or not. */
	async #send(path: string, jar: Jar, abortAfter?: number): Promise<void> {
		const cookie = Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ');
		let status: string;
		try {
			const response = await this.#answer(path, cookie, abortAfter);
			status = String(response.statusCode);
			keepCookies(jar, response.headers['set-cookie'] ?? []);
			await text(response);
		} catch {
			status = 'broken off';
		}
		const key = `${abortAfter === undefined ? path : 'aborted'} ${status}`;
		this.statuses.set(key, (this.statuses.get(key) ?? 0) + 1);
	}

	#answer(path: string, cookie: string, abortAfter?: number): Promise<IncomingMessage> {
		return new Promise((resolve, reject) => {
			const headers = cookie === '' ? {} : { cookie };
			const sent = request({ port: this.#port, host: '127.0.0.1', path, headers, agent: this.#agent }, resolve);
			sent.on('error', reject).end();
			if (abortAfter !== undefined) void setTimeout(abortAfter).then(() => sent.destroy(new Error('aborted')));
		});
	}
}

function keepCookies(jar: Jar, lines: readonly string[]): void {
	for (const line of lines) {
		const [pair = ''] = line.split(';', 1);
		const name = pair.slice(0, pair.indexOf('='));
		if (line.includes('Max-Age=0;')) jar.delete(name);
		else jar.set(name, pair.slice(name.length + 1));
	}
}

/** Cookies that the server did not make: changed in a place, cut off, of other bytes, or very long. */
function hostileCookies(jar: Jar): [string, string][] {
	return Array.from(jar, ([name, value]) => {
		const place = randomInt(value.length + 1);
		const forgeries = [
			`${value.slice(0, place)}${value[place] === 'A' ? 'B' : 'A'}${value.slice(place + 1)}`,
			value.slice(0, place),
			randomBytes(randomInt(100)).toString('base64url'),
			'A'.repeat(randomInt(4000)),
		];
		return [name, forgeries[randomInt(forgeries.length)] ?? ''];
	});
}
