/** A page, as a visitor without a browser sees it. */
export interface SeenPage {
	readonly status: number;
	/** What can be read on it, without its markup. */
	readonly text: string;
}

/** A visitor with cookies, but without a browser. */
export class HttpVisitor {
	readonly #address: string;
	readonly #cookies = new Map<string, string>();

	constructor(address: string) {
		this.#address = address;
	}

	/** Whether the visitor holds a cookie. */
	get hasCookie(): boolean {
		return this.#cookies.size > 0;
	}

	/** The same visitor at another address. */
	at(address: string): HttpVisitor {
		const visitor = new HttpVisitor(address);
		for (const [name, value] of this.#cookies) visitor.#cookies.set(name, value);
		return visitor;
	}

	async open(path = '/'): Promise<SeenPage> {
		return this.#see(await this.#send(path, {}));
	}

	/** Sends a form, and follows where it leads. */
	async submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<SeenPage> {
		const body = new URLSearchParams(fields);
		const answer = await this.#send(path, { method: 'POST', headers: { origin: this.#address }, body });
		const location = answer.headers.get('location');
		return location === null ? this.#see(answer) : this.open(location);
	}

	async #send(path: string, request: RequestInit): Promise<Response> {
		const headers = new Headers(request.headers);
		headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
		const answer = await fetch(new URL(path, this.#address), { ...request, headers, redirect: 'manual' });
		for (const line of answer.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (value === '' || /; Max-Age=0/i.test(line) || /1970/.test(line)) this.#cookies.delete(name);
			else this.#cookies.set(name, value);
		}
		return answer;
	}

	async #see(answer: Response): Promise<SeenPage> {
		const html = await answer.text();
		const text = html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
		return { status: answer.status, text };
	}
}
