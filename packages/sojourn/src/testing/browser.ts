/** What a server answered. */
export interface Page {
	readonly status: number;
	readonly headers: Headers;
	readonly body: string;
}

type Send = (url: string, init: RequestInit) => Promise<Response>;

/** A browser, as far as sessions matter: it keeps cookies and sends them back, and follows no redirect. */
export class Browser {
	/** Name and value of each cookie. */
	readonly cookies: Map<string, string> = new Map();
	readonly #url: string;
	readonly #send: Send;

	/**
	 * @param url of the server, without a slash at the end
	 * @param send what brings a request there; over the network unless told otherwise
	 */
	constructor(url: string, send: Send = (address, init) => fetch(address, init)) {
		this.#url = url;
		this.#send = send;
	}

	/** A second browser with a copy of the cookies. */
	copy(): Browser {
		const other = new Browser(this.#url, this.#send);
		for (const [name, value] of this.cookies) other.cookies.set(name, value);
		return other;
	}

	async open(path: string, init: RequestInit = {}): Promise<Page> {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const headers = new Headers(init.headers);
		if (cookie !== '') headers.set('cookie', cookie);
		const response = await this.#send(this.#url + path, { redirect: 'manual', ...init, headers });
		for (const line of response.headers.getSetCookie()) this.#keep(line);
		return { status: response.status, headers: response.headers, body: await response.text() };
	}

	#keep(line: string): void {
		const [pair = '', ...attributes] = line.split('; ');
		const separator = pair.indexOf('=');
		const name = pair.slice(0, separator);
		if (attributes.some(isOver)) this.cookies.delete(name);
		else this.cookies.set(name, pair.slice(separator + 1));
	}
}

/** Whether an attribute takes its cookie away. */
function isOver(attribute: string): boolean {
	const [name, value = ''] = attribute.split('=');
	return name === 'Max-Age' ? Number(value) <= 0 : name === 'Expires' && Date.parse(value) <= Date.now();
}
