import type { ClientRequest, OutgoingHttpHeader, ServerResponse } from 'node:http';

/** Responses have it too, which the types of node leave out. */
type WithRawNames = Pick<ClientRequest, 'getRawHeaderNames'>;

interface Header {
	/** As it was written, in upper and lower case. */
	readonly name: string;
	readonly value: OutgoingHttpHeader;
}

/** The headers of a response at one moment, to be put back on it. They are asked and set as those of a response. */
export class KeptHeaders {
	/** By their names in lower case. */
	readonly #headers = new Map<string, Header>();

	constructor(response: ServerResponse) {
		for (const name of (response as ServerResponse & WithRawNames).getRawHeaderNames()) {
			const value = response.getHeader(name);
			// A list is appended to in its place.
			if (value !== undefined) this.setHeader(name, Array.isArray(value) ? [...value] : value);
		}
	}

	getHeader(name: string): OutgoingHttpHeader | undefined {
		return this.#headers.get(name.toLowerCase())?.value;
	}

	hasHeader(name: string): boolean {
		return this.#headers.has(name.toLowerCase());
	}

	setHeader(name: string, value: OutgoingHttpHeader): void {
		this.#headers.set(name.toLowerCase(), { name, value });
	}

	appendHeader(name: string, value: string): void {
		this.setHeader(name, [this.getHeader(name) ?? [], value].flat().map(String));
	}

	/** Undoes what was done to the response meanwhile. */
	putBackOn(response: ServerResponse): void {
		for (const name of response.getHeaderNames()) response.removeHeader(name);
		for (const { name, value } of this.#headers.values()) response.setHeader(name, value);
	}
}
