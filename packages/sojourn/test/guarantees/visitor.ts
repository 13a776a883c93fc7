import type { Session, Sessions, UntypedData } from '../../src/index.ts';

/** What a visitor's request does with the session. */
export type Visit<Result> = (session: Session<UntypedData>, request: Request) => Promise<Result>;

/** A browser, as far as sessions matter: it keeps cookies and sends them back. */
export class Visitor {
	/** Name and value of each cookie. */
	readonly cookies: Map<string, string>;
	readonly #sessions: Sessions<UntypedData>;
	/** The Set-Cookie lines of the last answer. */
	lastCookies: readonly string[] = [];
	/** The last answer. */
	last: Response = new Response();

	constructor(sessions: Sessions<UntypedData>, cookies: ReadonlyMap<string, string> = new Map()) {
		this.#sessions = sessions;
		this.cookies = new Map(cookies);
	}

	/** A second browser with a copy of the cookies, as a thief would have, or a request in flight. */
	copy(sessions: Sessions<UntypedData> = this.#sessions): Visitor {
		return new Visitor(sessions, this.cookies);
	}

	get header(): string {
		return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	}

	/** Makes one request, takes over the cookies of its answer, and answers what the visit gave. */
	async visit<Result>(visit: Visit<Result>): Promise<Result> {
		let result: { readonly value: Result } | undefined;
		const handler = this.#sessions.handle(async (request, session) => {
			result = { value: await visit(session, request) };
			return new Response('done');
		});
		const headers: HeadersInit = this.header === '' ? {} : { cookie: this.header };
		this.receive(await handler(new Request('https://example.test/', { headers })));
		if (result === undefined) throw new Error('The handler was not run.');
		return result.value;
	}

	/** The status of the answer to a visit. */
	async statusOf(visit: Visit<unknown>): Promise<number> {
		await this.visit(visit);
		return this.last.status;
	}

	receive(response: Response): void {
		this.last = response;
		this.lastCookies = response.headers.getSetCookie();
		for (const line of this.lastCookies) {
			const [pair = '', ...attributes] = line.split('; ');
			const separator = pair.indexOf('=');
			const name = pair.slice(0, separator);
			if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
			else this.cookies.set(name, pair.slice(separator + 1));
		}
	}
}
